/** One browser tab in a room: what it does is told to the board, and what changes in the room is told to it. */
import type { BrowserMessage, WorkshopMessage } from '../../protocol.ts';
import type { Attempt } from '../learner.ts';
import type { Visitor } from '../visitor.ts';
import type { Progress } from './progress.ts';
import type { SeatRow } from './record.ts';
import type { Room } from './room.ts';

export interface RoomTabParts {
  room: Room;
  visitor: Visitor;
  send(message: WorkshopMessage): void;
  /** So much waits for this tab that one more board would only be late. */
  isBehind(): boolean;
  /** The seat is somebody else's now. */
  hangUp(): void;
}

/** A board is sent so long after the last one when something has changed, and when nothing has: time passes for all. In milliseconds. */
const BOARD_MS = 400;
const QUIET_BOARD_MS = 5_000;

export class RoomTab {
  readonly #parts: RoomTabParts;
  readonly #progress: Progress | undefined;
  readonly #unfollow: () => void;
  readonly #runs: Runs;
  readonly #seat: SeatRow | undefined;
  #board: NodeJS.Timeout | undefined;
  #boardAtMs = Number.POSITIVE_INFINITY;
  #sentMs = Number.NEGATIVE_INFINITY;

  constructor(parts: RoomTabParts) {
    this.#parts = parts;
    const { room, visitor } = parts;
    this.#seat = visitor.seat === undefined ? undefined : room.seat(visitor.seat);
    this.#progress = visitor.seat === undefined ? undefined : room.board.of(visitor.seat);
    this.#runs = new Runs(this.#progress);
    if (this.#progress) this.#progress.tabs += 1;
    this.#unfollow = room.onChange((change) => (change === 'room' ? this.#tellRoom() : this.#planBoard(BOARD_MS)));
    this.#tellRoom();
    this.#planBoard(0);
    room.changed('board');
  }

  /** Whoever sits at the seat, with any number of tabs; undefined for the facilitator. */
  get person(): object | undefined {
    return this.#progress;
  }

  /** What this message is refused for, as a sentence; the board learns of it where it is not. */
  take(message: BrowserMessage): string | undefined {
    const { room, visitor } = this.#parts;
    if (message.type === 'at') {
      if (visitor.seat !== undefined && room.refusal(visitor, message.step) === undefined)
        room.goTo(visitor.seat, message.step, message.dialect);
      return undefined;
    }
    if (message.type === 'prepare-fastapi') return visitor.leads ? undefined : NOT_YOURS_TO_SET_UP;
    if (message.type !== 'run' && message.type !== 'keep' && message.type !== 'talk') return undefined;
    if (this.#progress) this.#progress.activeMs = Date.now();
    if (message.type !== 'keep' && room.endedAt !== undefined) return ENDED;
    const refusal = room.refusal(visitor, message.step);
    if (refusal === undefined && visitor.seat !== undefined) room.goTo(visitor.seat, message.step, message.dialect);
    return refusal;
  }

  /** What the workshop tells this tab of its runs. */
  follow(message: WorkshopMessage): void {
    if (!('run' in message) || message.run === undefined) return;
    if (message.type === 'queued') this.#runs.enter(message.run, 'waiting');
    else if (message.type === 'started') this.#runs.enter(message.run, 'running');
    else if (['finished', 'stopped', 'sandbox-error'].includes(message.type)) this.#runs.forget(message.run);
    else return;
    this.#parts.room.changed('board');
  }

  attempted({ step, report }: Attempt): void {
    const { room, visitor } = this.#parts;
    if (visitor.seat !== undefined) room.attempted(visitor.seat, { step, verdict: report.verdict.kind, cause: report.diagnoses[0]?.cause });
  }

  leave(): void {
    this.#unfollow();
    clearTimeout(this.#board);
    this.#runs.forgetAll();
    if (this.#progress) this.#progress.tabs -= 1;
    this.#parts.room.changed('board');
  }

  #tellRoom(): void {
    const { room, visitor, send, hangUp } = this.#parts;
    // Somebody has taken the seat with its seat code.
    if (visitor.seat !== undefined && room.seat(visitor.seat) !== this.#seat) hangUp();
    else send({ type: 'room', room: room.viewFor(visitor.seat) });
  }

  /** So long after the last one, unless one is planned for sooner. */
  #planBoard(afterMs: number): void {
    if (!this.#parts.visitor.leads) return;
    const atMs = Math.max(performance.now(), this.#sentMs + afterMs);
    if (this.#boardAtMs <= atMs) return;
    clearTimeout(this.#board);
    this.#boardAtMs = atMs;
    this.#board = setTimeout(() => this.#sendBoard(), Math.max(0, atMs - performance.now()));
  }

  /** A whole board, and none for a tab that has not taken in the last one. */
  #sendBoard(): void {
    const { room, send, isBehind } = this.#parts;
    this.#boardAtMs = Number.POSITIVE_INFINITY;
    this.#sentMs = performance.now();
    const isLate = isBehind();
    if (!isLate) send({ type: 'board', board: room.viewBoard() });
    this.#planBoard(isLate ? BOARD_MS : QUIET_BOARD_MS);
  }
}

/** A tab's runs, among all of its learner's. */
class Runs {
  readonly #progress: Progress | undefined;
  readonly #runs = new Map<number, object>();

  constructor(progress: Progress | undefined) {
    this.#progress = progress;
  }

  enter(number: number, state: 'waiting' | 'running'): void {
    const run = this.#runs.get(number) ?? {};
    this.forget(number);
    this.#runs.set(number, run);
    this.#progress?.[state].add(run);
  }

  forget(number: number): void {
    const run = this.#runs.get(number);
    if (run === undefined) return;
    this.#runs.delete(number);
    this.#progress?.waiting.delete(run);
    this.#progress?.running.delete(run);
  }

  forgetAll(): void {
    for (const number of [...this.#runs.keys()]) this.forget(number);
  }
}

const NOT_YOURS_TO_SET_UP = 'FastAPI is set up by the facilitator here. Ask for it, and work in another dialect meanwhile.';
const ENDED = 'The facilitator has ended this workshop, so nothing more is run. Your drafts are kept; take them home.';
