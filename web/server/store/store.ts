/** What the workshop keeps of one learner's work, so that no port, tab or browser can lose it. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { AttemptSummary, AttemptView, KeptDraft, WorkView } from '../../protocol.ts';

/** Attempts of one exercise that can be opened, the newest; of older ones it is kept that they were made. */
const MOST_ATTEMPTS = 50;
/** Events that are kept of an attempt: a page draws no more. */
const MOST_EVENTS = 2_000;

export interface Store {
  /** Another store's revisions say nothing about this one's. */
  readonly id: string;
  draft(step: string, dialect: Dialect): KeptDraft | undefined;
  /**
   * Keeps `text` on the disk when `base` is the revision that is there, 0 for none; it is safe once this returns.
   * @throws Error of SQLite, as when the disk is full.
   */
  keepDraft(step: string, dialect: Dialect, base: number, text: string): Keeping;
  /** Resolves when it is kept, to nothing where the store was closed meanwhile. All but the newest attempts of the exercise are let go. */
  keepAttempt(attempt: NewAttempt): Promise<AttemptSummary | undefined>;
  /** What the attempt is shown beside. */
  keepPattern(id: number, timeline: TimelineEvent[]): Promise<void>;
  attempts(step: string, dialect: Dialect): AttemptSummary[];
  attempt(id: number): Promise<AttemptView | undefined>;
  solve(step: string, dialect: Dialect): void;
  solved(): WorkView['solved'];
}

export interface NewAttempt extends Pick<AttemptView, 'source' | 'report' | 'feedback'> {
  step: string;
  dialect: Dialect;
}

/** `current` is what was there, and stays. */
export type Keeping = { kept: true; revision: number } | { kept: false; current: KeptDraft };

/** The statements, prepared once for all seats. */
export class Statements {
  readonly read: StatementSync;
  readonly insert: StatementSync;
  readonly update: StatementSync;
  readonly solve: StatementSync;
  readonly solved: StatementSync;
  readonly keepAttempt: StatementSync;
  readonly keepPattern: StatementSync;
  readonly letGo: StatementSync;
  readonly list: StatementSync;
  readonly attempt: StatementSync;

  constructor(database: DatabaseSync) {
    this.read = database.prepare('SELECT revision, text FROM draft WHERE seat = ? AND step = ? AND dialect = ?');
    this.insert = database.prepare('INSERT INTO draft VALUES (?, ?, ?, 1, ?) ON CONFLICT DO NOTHING RETURNING revision');
    this.update = database.prepare(
      'UPDATE draft SET revision = revision + 1, text = ? WHERE seat = ? AND step = ? AND dialect = ? AND revision = ? RETURNING revision',
    );
    this.keepAttempt = database.prepare(
      'INSERT INTO attempt (seat, step, dialect, at, source, verdict, cause, packed) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id, at, verdict, cause',
    );
    this.keepPattern = database.prepare('UPDATE attempt SET pattern = ? WHERE id = ? AND seat = ?');
    this.letGo = database.prepare(
      "UPDATE attempt SET source = '', packed = x'', pattern = NULL WHERE id = (SELECT id FROM attempt WHERE seat = ? AND step = ? AND dialect = ? ORDER BY id DESC LIMIT 1 OFFSET ?)",
    );
    this.list = database.prepare(
      'SELECT id, at, verdict, cause FROM attempt WHERE seat = ? AND step = ? AND dialect = ? ORDER BY id DESC LIMIT ?',
    );
    this.attempt = database.prepare('SELECT id, at, verdict, cause, source, packed, pattern FROM attempt WHERE id = ? AND seat = ?');
    this.solve = database.prepare('INSERT INTO solved VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING');
    this.solved = database.prepare('SELECT step, dialect FROM solved WHERE seat = ?');
  }
}

/** The work of one seat: nothing of another's can be read or written through it. */
export class SeatStore implements Store {
  readonly id: string;
  readonly #seat: number;
  readonly #database: DatabaseSync;
  readonly #statements: Statements;

  constructor(seat: number, id: string, database: DatabaseSync, statements: Statements) {
    this.id = id;
    this.#seat = seat;
    this.#database = database;
    this.#statements = statements;
  }

  draft(step: string, dialect: Dialect): KeptDraft | undefined {
    return this.#statements.read.get(this.#seat, step, dialect) as KeptDraft | undefined;
  }

  keepDraft(step: string, dialect: Dialect, base: number, text: string): Keeping {
    const { insert, update } = this.#statements;
    const kept = base === 0 ? insert.get(this.#seat, step, dialect, text) : update.get(text, this.#seat, step, dialect, base);
    if (kept) return { kept: true, revision: Number(kept.revision) };
    const current = this.draft(step, dialect);
    // The store was emptied while a page had it open.
    if (!current) return this.keepDraft(step, dialect, 0, text);
    return current.text === text ? { kept: true, revision: current.revision } : { kept: false, current };
  }

  async keepAttempt({ step, dialect, source, report, feedback }: NewAttempt): Promise<AttemptSummary | undefined> {
    const bounded = { ...report, timeline: report.timeline.slice(0, MOST_EVENTS) };
    const packed = await pack({ report: bounded, feedback });
    // The workshop may have stopped meanwhile.
    if (!this.#database.isOpen) return undefined;
    const cause = report.diagnoses[0]?.cause ?? null;
    const { keepAttempt, letGo } = this.#statements;
    const kept = keepAttempt.get(this.#seat, step, dialect, new Date().toISOString(), source, report.verdict.kind, cause, packed);
    letGo.run(this.#seat, step, dialect, MOST_ATTEMPTS);
    return kept as unknown as AttemptSummary;
  }

  async keepPattern(id: number, timeline: TimelineEvent[]): Promise<void> {
    const packed = await pack(timeline.slice(0, MOST_EVENTS));
    if (this.#database.isOpen) this.#statements.keepPattern.run(packed, id, this.#seat);
  }

  attempts(step: string, dialect: Dialect): AttemptSummary[] {
    return this.#statements.list.all(this.#seat, step, dialect, MOST_ATTEMPTS) as unknown as AttemptSummary[];
  }

  async attempt(id: number): Promise<AttemptView | undefined> {
    const row = this.#statements.attempt.get(id, this.#seat) as AttemptRow | undefined;
    if (!row || row.packed.length === 0) return undefined;
    const { packed, pattern, ...summary } = row;
    const kept = (await unpack(packed)) as Pick<AttemptView, 'report' | 'feedback'>;
    return { ...summary, ...kept, ...(pattern ? { pattern: { timeline: (await unpack(pattern)) as TimelineEvent[] } } : {}) };
  }

  solve(step: string, dialect: Dialect): void {
    this.#statements.solve.run(this.#seat, step, dialect, new Date().toISOString());
  }

  solved(): WorkView['solved'] {
    return this.#statements.solved.all(this.#seat) as unknown as WorkView['solved'];
  }
}

type AttemptRow = AttemptSummary & { source: string; packed: Uint8Array; pattern: Uint8Array | null };

async function pack(value: unknown): Promise<Uint8Array> {
  return promisify(gzip)(JSON.stringify(value));
}

async function unpack(packed: Uint8Array): Promise<unknown> {
  return JSON.parse(String(await promisify(gunzip)(packed)));
}
