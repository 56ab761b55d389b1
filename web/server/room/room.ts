/** A room: its learners, its facilitator, and what each of them may see. It keeps all of it on the disk before it says so. */
import type { IncomingHttpHeaders } from 'node:http';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import { MOST_SEATS } from '../../room-bounds.ts';
import type { BoardView, MeView, Readiness, RoomView, ShownView } from '../../room-messages.ts';
import { type Guard, readCookie, sameToken } from '../guard.ts';
import type { Work } from '../store/work.ts';
import { hasToken, type Visitor } from '../visitor.ts';
import { Board } from './board.ts';
import { newJoinCode, passOf, readCode, readPass, readSeatCode, seatCodeOf } from './codes.ts';
import { Guesses } from './guesses.ts';
import { readName } from './names.ts';
import type { Tried } from './progress.ts';
import { RoomRecord, type SeatRow } from './record.ts';

export interface RoomStep {
  id: string;
  title: string;
}

export interface RoomParts {
  name: string;
  guard: Guard;
  work: Work;
  /** The steps of this room, in the order of the catalog. */
  steps(): readonly RoomStep[];
  /** Where learners join, as it is shown to people. */
  joinAddress: string;
}

/** `pass` is the cookie of the seat. */
export type Joined = { ok: true; pass: string; seat: SeatRow } | { ok: false; status: 400 | 403 | 409 | 410 | 429 | 503; problem: string };

export class Room {
  readonly record: RoomRecord;
  readonly board = new Board();
  #readiness: Readiness | undefined;
  readonly #parts: RoomParts;
  readonly #guesses = new Guesses();
  readonly #seats = new Map<number, SeatRow>();
  readonly #listeners = new Set<(change: 'room' | 'board') => void>();

  constructor(parts: RoomParts) {
    this.#parts = parts;
    this.record = new RoomRecord(parts.work.database);
    this.record.write('name', parts.name);
    if (this.code === '') this.record.write('code', newJoinCode());
    if (this.record.read('opened') === undefined) this.record.write('opened', new Date().toISOString());
    this.#recall();
  }

  get name(): string {
    return this.#parts.name;
  }

  get code(): string {
    return this.record.read('code') ?? '';
  }

  get steps(): readonly RoomStep[] {
    return this.#parts.steps();
  }

  /** When the facilitator ended the workshop. */
  get endedAt(): string | undefined {
    return this.record.read('ended');
  }

  get seatCookie(): string {
    return `${this.#parts.guard.cookieName}-seat`;
  }

  /** `room` comes first where both have changed. */
  onChange(listener: (change: 'room' | 'board') => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  changed(change: 'room' | 'board'): void {
    for (const listener of this.#listeners) listener(change);
  }

  /** `address` is where the guess came from. */
  join({ code, name, address }: { code: string; name: string; address: string }): Joined {
    const refused = this.#refuseGuess(address, sameToken(readCode(code), this.code), WRONG_CODE);
    if (refused) return refused;
    const read = readName(name);
    if (!read.ok) return { ok: false, status: 400, problem: read.problem };
    if (this.#seats.size >= MOST_SEATS) return { ok: false, status: 503, problem: `This room has ${MOST_SEATS} seats, and all are taken.` };
    const seat = this.record.take(read.name, read.folded);
    if (!seat) return { ok: false, status: 409, problem: NAME_TAKEN };
    this.#seats.set(seat.seat, seat);
    this.board.add(seat.seat, seat.name, Date.now());
    this.changed('board');
    return { ok: true, pass: this.#passOf(seat), seat };
  }

  /** Every other browser that had the seat has it no longer. */
  retake({ seatCode, address }: { seatCode: string; address: string }): Joined {
    const number = readSeatCode(this.#secret, seatCode);
    const refused = this.#refuseGuess(address, number !== undefined && this.#seats.has(number), WRONG_SEAT_CODE);
    if (refused) return refused;
    const seat = this.record.retake(number ?? 0);
    if (!seat) return { ok: false, status: 403, problem: WRONG_SEAT_CODE };
    this.#seats.set(seat.seat, seat);
    this.changed('room');
    return { ok: true, pass: this.#passOf(seat), seat };
  }

  /** A browser may have both: the seat's work is the learner's then, and the room can be led. */
  recognise(headers: IncomingHttpHeaders): Visitor | undefined {
    const leads = hasToken(this.#parts.guard, headers);
    const pass = readPass(this.#secret, readCookie(headers.cookie, this.seatCookie) ?? '');
    const seat = pass && this.#seats.get(pass.seat);
    if (seat && seat.generation === pass.generation) return { seat: seat.seat, store: this.#parts.work.of(seat.seat), leads };
    return leads ? { leads } : undefined;
  }

  me({ seat, leads }: Visitor): MeView {
    const row = seat === undefined ? undefined : this.#seats.get(seat);
    return {
      room: { name: this.name, joinAddress: this.#parts.joinAddress },
      seat: row && { seat: row.seat, name: row.name, seatCode: seatCodeOf(this.#secret, row.seat) },
      leads,
    };
  }

  seat(seat: number): SeatRow | undefined {
    return this.#seats.get(seat);
  }

  /** Anybody's attempt, without the name. */
  async attempt(id: number): Promise<ShownView | undefined> {
    const where = this.record.whereIsAttempt(id);
    const whole = where && (await this.#parts.work.of(where.seat).attempt(id));
    if (!where || !whole) return undefined;
    const { source, report, feedback, pattern } = whole;
    return { step: where.step, dialect: where.dialect, source, report, feedback, pattern };
  }

  /** What keeps a learner from a step now, as a sentence. Who leads may look at all of them. */
  refusal({ seat, leads }: Visitor, step: string): string | undefined {
    if (!this.steps.some(({ id }) => id === step)) return NO_STEP;
    if (leads && seat === undefined) return undefined;
    return this.openTo(seat).includes(step) ? undefined : NOT_OPEN;
  }

  /** The steps that a learner may work on. */
  openTo(seat: number | undefined): string[] {
    const kept = this.record.read('open-steps');
    const all = this.steps.map(({ id }) => id);
    const open = kept === undefined ? all : (JSON.parse(kept) as string[]);
    const ahead = this.aheadOf(seat);
    return all.filter((id) => open.includes(id) || ahead.includes(id));
  }

  aheadOf(seat: number | undefined): string[] {
    return seat === undefined ? [] : (JSON.parse(this.record.read(`ahead ${seat}`) ?? '[]') as string[]);
  }

  viewFor(seat: number | undefined): RoomView {
    return {
      name: this.name,
      ended: this.endedAt !== undefined,
      open: this.openTo(seat),
      pointed: this.record.read('pointed'),
      shown: numberIn(this.record.read('shown')),
      notices: seat === undefined ? [] : this.record.notices(seat),
    };
  }

  viewBoard(nowMs = Date.now()): BoardView {
    const open = this.openTo(undefined);
    const { name, code, endedAt, board } = this;
    return {
      ...{ name, code, ended: endedAt !== undefined, joinAddress: this.#parts.joinAddress },
      readiness: this.#readiness,
      pointed: this.record.read('pointed'),
      shown: numberIn(this.record.read('shown')),
      learners: board.learners(nowMs),
      steps: board.steps(this.steps.map(({ id, title }) => ({ id, title, open: open.includes(id) }))),
    };
  }

  /** What the rehearsal has found so far. */
  prepared(readiness: Readiness): void {
    this.#readiness = readiness;
    this.changed('board');
  }

  goTo(seat: number, step: string, dialect: Dialect): void {
    const progress = this.board.of(seat);
    if (!progress) return;
    progress.activeMs = Date.now();
    if (progress.goTo(step, dialect, Date.now()) && progress.place)
      this.record.goTo(seat, step, dialect, new Date(progress.place.sinceMs).toISOString());
    this.changed('board');
  }

  attempted(seat: number, tried: Tried): void {
    this.board.of(seat)?.attempted(tried, Date.now());
    this.changed('board');
  }

  get #secret(): string {
    return this.#parts.guard.token;
  }

  #passOf({ seat, generation }: SeatRow): string {
    return passOf(this.#secret, seat, generation);
  }

  #refuseGuess(address: string, isRight: boolean, problem: string): Joined | undefined {
    const seconds = this.#guesses.waitFor(address);
    if (seconds > 0) return { ok: false, status: 429, problem: `There were too many wrong codes. Try again in ${seconds} s.` };
    if (isRight) return undefined;
    this.#guesses.wrong(address);
    return { ok: false, status: 403, problem };
  }

  /** After a restart the board shows what it showed. */
  #recall(): void {
    for (const row of this.record.seats()) {
      this.#seats.set(row.seat, row);
      this.board.add(row.seat, row.name, Date.parse(row.joined));
    }
    for (const { seat, step, dialect, begun, since } of this.record.visits()) {
      this.board.of(seat)?.begin(step, Date.parse(begun));
      this.board.of(seat)?.goTo(step, dialect, Date.parse(since));
    }
    for (const { seat, at, ...tried } of this.record.attempts()) this.board.of(seat)?.attempted(tried, Date.parse(at));
  }
}

function numberIn(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}

const WRONG_CODE = 'Expected the code of this room, got another one. It is on the facilitator’s wall: six letters and digits.';
const WRONG_SEAT_CODE =
  'Expected a seat code of this room, got another one. It looks like 12-K7Q2-M9XD; the facilitator can look yours up.';
const NAME_TAKEN = 'Somebody in this room has this name already. Choose another one, or take your seat again with its seat code.';
const NO_STEP = 'This step is not part of this workshop. Choose one from the list of lessons.';
const NOT_OPEN = 'This step is not open yet. The facilitator opens it.';
