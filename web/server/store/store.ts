/** What the workshop keeps of a learner's work, so that no port, tab or browser can lose it. */
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { AttemptSummary, AttemptView, KeptDraft, WorkView } from '../../protocol.ts';
import { newSecret } from '../seat.ts';

const FILE = 'work.sqlite';
const SCHEMA = 2;
/** Attempts that are kept of one exercise, the newest. */
const MOST_ATTEMPTS = 50;
/** Events that are kept of an attempt: a page draws no more. */
const MOST_EVENTS = 2_000;
/** Another workshop with the same data folder may be writing. In milliseconds. */
const BUSY_MS = 2_000;

/** The kept work cannot be read, or not by this version. Its message says what to do. */
export class StoreError extends Error {}

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
  close(): void;
}

export interface NewAttempt extends Pick<AttemptView, 'source' | 'report' | 'feedback'> {
  step: string;
  dialect: Dialect;
}

/** `current` is what was there, and stays. */
export type Keeping = { kept: true; revision: number } | { kept: false; current: KeptDraft };

/**
 * Opens the store of the data folder, and makes it at the first call. undefined where nothing can be written there, which `tell` gets
 * in a sentence: that costs the learner the second copy of the work, not the workshop.
 * @throws StoreError
 */
export function openStore(folder: string, tell: (sentence: string) => void): Store | undefined {
  const file = join(folder, FILE);
  try {
    mkdirSync(folder, { recursive: true });
    return new SqliteStore(new DatabaseSync(file, { timeout: BUSY_MS }), file);
  } catch (failure) {
    if (failure instanceof StoreError) throw failure;
    if (isUnwritable(failure)) {
      tell(
        `Nothing can be written to ${folder} (${(failure as Error).message}), so drafts are kept in the browser only. Set SOCKET_CLINIC_DATA to a folder of yours.`,
      );
      return undefined;
    }
    throw new StoreError(
      `Expected the learner's work in ${file}, got: ${(failure as Error).message}. Move that file away, or set SOCKET_CLINIC_DATA to another folder; drafts in the browser stay.`,
    );
  }
}

/** Of the file system (`code`), or of SQLite (`errcode`): READONLY and CANTOPEN, in its list of result codes. */
function isUnwritable(failure: unknown): boolean {
  const { code, errcode } = failure as { code?: string; errcode?: number };
  return ['EACCES', 'EPERM', 'EROFS', 'ENOTDIR', 'EEXIST'].includes(code ?? '') || [8, 14].includes((errcode ?? 0) & 0xff);
}

class SqliteStore implements Store {
  readonly id: string;
  readonly #database: DatabaseSync;
  readonly #read: StatementSync;
  readonly #insert: StatementSync;
  readonly #update: StatementSync;
  readonly #solve: StatementSync;
  readonly #keepAttempt: StatementSync;
  readonly #keepPattern: StatementSync;
  readonly #letGo: StatementSync;
  readonly #list: StatementSync;
  readonly #attempt: StatementSync;

  constructor(database: DatabaseSync, file: string) {
    this.#database = database;
    // Full: what was acknowledged is there after a power cut.
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    prepareSchema(database, file);
    this.id = String(database.prepare('SELECT id FROM store').get()?.id);
    this.#read = database.prepare('SELECT revision, text FROM draft WHERE step = ? AND dialect = ?');
    this.#insert = database.prepare('INSERT INTO draft VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING RETURNING revision');
    this.#update = database.prepare(
      'UPDATE draft SET revision = revision + 1, text = ? WHERE step = ? AND dialect = ? AND revision = ? RETURNING revision',
    );
    this.#keepAttempt = database.prepare(
      'INSERT INTO attempt (step, dialect, at, source, verdict, packed) VALUES (?, ?, ?, ?, ?, ?) RETURNING id, at, verdict',
    );
    this.#keepPattern = database.prepare('UPDATE attempt SET pattern = ? WHERE id = ?');
    this.#letGo = database.prepare(
      'DELETE FROM attempt WHERE step = ? AND dialect = ? AND id NOT IN (SELECT id FROM attempt WHERE step = ? AND dialect = ? ORDER BY id DESC LIMIT ?)',
    );
    this.#list = database.prepare('SELECT id, at, verdict FROM attempt WHERE step = ? AND dialect = ? ORDER BY id DESC');
    this.#attempt = database.prepare('SELECT id, at, verdict, source, packed, pattern FROM attempt WHERE id = ?');
    this.#solve = database.prepare('INSERT INTO solved VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
  }

  draft(step: string, dialect: Dialect): KeptDraft | undefined {
    return this.#read.get(step, dialect) as KeptDraft | undefined;
  }

  keepDraft(step: string, dialect: Dialect, base: number, text: string): Keeping {
    const kept = base === 0 ? this.#insert.get(step, dialect, text) : this.#update.get(text, step, dialect, base);
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
    const kept = this.#keepAttempt.get(step, dialect, new Date().toISOString(), source, report.verdict.kind, packed);
    this.#letGo.run(step, dialect, step, dialect, MOST_ATTEMPTS);
    return kept as unknown as AttemptSummary;
  }

  async keepPattern(id: number, timeline: TimelineEvent[]): Promise<void> {
    const packed = await pack(timeline.slice(0, MOST_EVENTS));
    if (this.#database.isOpen) this.#keepPattern.run(packed, id);
  }

  attempts(step: string, dialect: Dialect): AttemptSummary[] {
    return this.#list.all(step, dialect) as unknown as AttemptSummary[];
  }

  async attempt(id: number): Promise<AttemptView | undefined> {
    const row = this.#attempt.get(id) as (AttemptSummary & { source: string; packed: Uint8Array; pattern: Uint8Array | null }) | undefined;
    if (!row) return undefined;
    const { packed, pattern, ...summary } = row;
    const kept = (await unpack(packed)) as Pick<AttemptView, 'report' | 'feedback'>;
    return { ...summary, ...kept, ...(pattern ? { pattern: { timeline: (await unpack(pattern)) as TimelineEvent[] } } : {}) };
  }

  solve(step: string, dialect: Dialect): void {
    this.#solve.run(step, dialect, new Date().toISOString());
  }

  solved(): WorkView['solved'] {
    return this.#database.prepare('SELECT step, dialect FROM solved').all() as unknown as WorkView['solved'];
  }

  close(): void {
    this.#database.close();
  }
}

async function pack(value: unknown): Promise<Uint8Array> {
  return promisify(gzip)(JSON.stringify(value));
}

async function unpack(packed: Uint8Array): Promise<unknown> {
  return JSON.parse(String(await promisify(gunzip)(packed)));
}

/** Each brings the schema from the version before it to the next. */
const MIGRATIONS = [
  `CREATE TABLE store (id TEXT NOT NULL) STRICT;
   CREATE TABLE draft (step TEXT, dialect TEXT, revision INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT;
   CREATE TABLE solved (step TEXT, dialect TEXT, at TEXT NOT NULL, PRIMARY KEY (step, dialect)) STRICT;`,
  `CREATE TABLE attempt (id INTEGER PRIMARY KEY AUTOINCREMENT, step TEXT NOT NULL, dialect TEXT NOT NULL, at TEXT NOT NULL,
     source TEXT NOT NULL, verdict TEXT NOT NULL, packed BLOB NOT NULL, pattern BLOB) STRICT;
   CREATE INDEX attempt_of ON attempt (step, dialect, id);`,
];

/** In one transaction, and after a copy of what an older version wrote. */
function prepareSchema(database: DatabaseSync, file: string): void {
  try {
    const found = versionOf(database);
    const copy = `${file}.version-${found}`;
    if (found > 0 && found < SCHEMA && !existsSync(copy)) database.prepare('VACUUM INTO ?').run(copy);
    database.exec('BEGIN IMMEDIATE');
    // Another workshop may have been faster.
    const version = versionOf(database);
    if (version > SCHEMA)
      throw new StoreError(
        `Expected work of version ${SCHEMA} or older in ${file}, got version ${version}: a newer Socket Clinic wrote it. Update this one, or set SOCKET_CLINIC_DATA to another folder.`,
      );
    for (const migration of MIGRATIONS.slice(version)) database.exec(migration);
    if (version === 0) database.prepare('INSERT INTO store VALUES (?)').run(newSecret());
    database.exec(`PRAGMA user_version = ${SCHEMA}; COMMIT`);
  } catch (failure) {
    if (database.isTransaction) database.exec('ROLLBACK');
    database.close();
    throw failure;
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare('PRAGMA user_version').get()?.user_version);
}
