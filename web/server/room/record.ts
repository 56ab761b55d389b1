/** What a room keeps on the disk: its own settings, its seats, where each learner is, and what the facilitator has said. */
import type { DatabaseSync, SQLInputValue } from 'node:sqlite';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { Notice, SeatAttempt } from '../../room-messages.ts';

export interface SeatRow {
  seat: number;
  name: string;
  generation: number;
  joined: string;
}

export interface AttemptRow extends SeatAttempt {
  seat: number;
  step: string;
  dialect: Dialect;
}

type Said = Omit<Extract<Notice, { kind: 'said' }>, 'id' | 'at'> | Omit<Extract<Notice, { kind: 'offered' }>, 'id' | 'at'>;

/** Notices that a page shows, the newest. */
const MOST_NOTICES = 20;

export class RoomRecord {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** One of the room's settings. */
  read(key: string): string | undefined {
    return this.#one<{ value: string }>('SELECT value FROM room WHERE key = ?', key)?.value;
  }

  write(key: string, value: string | undefined): void {
    if (value === undefined) this.#run('DELETE FROM room WHERE key = ?', key);
    else this.#run('INSERT INTO room VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value', key, value);
  }

  /** undefined where somebody has a name that looks the same. */
  take(name: string, folded: string): SeatRow | undefined {
    return this.#one<SeatRow>(
      'INSERT INTO seat (name, folded, generation, joined) VALUES (?, ?, 1, ?) ON CONFLICT DO NOTHING RETURNING seat, name, generation, joined',
      name,
      folded,
      new Date().toISOString(),
    );
  }

  /** The passes of before are no longer good. */
  retake(seat: number): SeatRow | undefined {
    return this.#one<SeatRow>('UPDATE seat SET generation = generation + 1 WHERE seat = ? RETURNING seat, name, generation, joined', seat);
  }

  seat(seat: number): SeatRow | undefined {
    return this.#one<SeatRow>('SELECT seat, name, generation, joined FROM seat WHERE seat = ?', seat);
  }

  seats(): SeatRow[] {
    return this.#all<SeatRow>('SELECT seat, name, generation, joined FROM seat ORDER BY seat');
  }

  /** Of one seat, or of all, without what they hold; the oldest first. */
  attempts(seat?: number): AttemptRow[] {
    const rows = this.#all<Omit<AttemptRow, 'whole' | 'cause'> & { whole: number; cause: string | null }>(
      "SELECT id, seat, step, dialect, at, verdict, cause, packed <> x'' AS whole FROM attempt WHERE seat = ? OR (? IS NULL AND seat > 0) ORDER BY id",
      seat ?? null,
      seat ?? null,
    );
    return rows.map(({ whole, cause, ...row }) => ({ ...row, whole: whole === 1, cause: cause ?? undefined }));
  }

  /** undefined for one that is no room's. */
  whereIsAttempt(id: number): Pick<AttemptRow, 'seat' | 'step' | 'dialect'> | undefined {
    return this.#one('SELECT seat, step, dialect FROM attempt WHERE id = ? AND seat > 0', id);
  }

  solved(seat?: number): { seat: number; step: string; dialect: Dialect; at: string }[] {
    return this.#all('SELECT seat, step, dialect, at FROM solved WHERE seat = ? OR (? IS NULL AND seat > 0)', seat ?? null, seat ?? null);
  }

  drafts(seat: number): { step: string; dialect: Dialect; text: string }[] {
    return this.#all('SELECT step, dialect, text FROM draft WHERE seat = ? ORDER BY step, dialect', seat);
  }

  /** A draft that gives way to a solution. */
  setAside(seat: number, step: string, dialect: Dialect, text: string): void {
    this.#run(
      'INSERT INTO set_aside (seat, step, dialect, at, text) VALUES (?, ?, ?, ?, ?)',
      ...[seat, step, dialect, new Date().toISOString(), text],
    );
  }

  kept(seat: number): { step: string; dialect: Dialect; at: string; text: string }[] {
    return this.#all('SELECT step, dialect, at, text FROM set_aside WHERE seat = ? ORDER BY id', seat);
  }

  /** `since` is when it came there this time; when it first did stays. */
  goTo(seat: number, step: string, dialect: Dialect, since: string): void {
    this.#run(
      'INSERT INTO visit VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET dialect = excluded.dialect, since = excluded.since',
      ...[seat, step, dialect, since, since],
    );
  }

  /** The one that a seat came to last is the last. */
  visits(seat?: number): { seat: number; step: string; dialect: Dialect; begun: string; since: string }[] {
    return this.#all(
      'SELECT seat, step, dialect, begun, since FROM visit WHERE seat = ? OR ? IS NULL ORDER BY since',
      seat ?? null,
      seat ?? null,
    );
  }

  /** To one seat, or to all. */
  tell(seat: number | undefined, said: Said): void {
    this.#run('INSERT INTO notice (seat, at, body) VALUES (?, ?, ?)', seat ?? null, new Date().toISOString(), JSON.stringify(said));
  }

  notices(seat: number): Notice[] {
    return this.#all<{ id: number; at: string; body: string }>(
      'SELECT id, at, body FROM notice WHERE seat IS NULL OR seat = ? ORDER BY id DESC LIMIT ?',
      seat,
      MOST_NOTICES,
    )
      .map(({ id, at, body }) => ({ id, at, ...(JSON.parse(body) as Said) }))
      .reverse();
  }

  #run(sql: string, ...values: SQLInputValue[]): void {
    this.#database.prepare(sql).run(...values);
  }

  #one<Row>(sql: string, ...values: SQLInputValue[]): Row | undefined {
    return this.#database.prepare(sql).get(...values) as Row | undefined;
  }

  #all<Row>(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.#database.prepare(sql).all(...values) as Row[];
  }
}
