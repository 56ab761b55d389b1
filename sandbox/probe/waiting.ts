/**
 * How the probe waits: until everything is at rest, and until the virtual clock has been let go as far as it may.
 *
 * Time passes only on the other side's clock, and only while the probe waits and nothing can happen by itself.
 */
import { setImmediate } from 'node:timers/promises';
import type { Recorder } from '../timeline/recorder.ts';
import type { ProbeConnection } from './connection.ts';
import { given, isComingToAny, isInFlight } from './in-flight.ts';
import type { Intake, Peer, Rested } from './peer.ts';

/** What the probe itself does later, on the run's clock. */
interface Due {
  atMs: number;
  act(): void;
}

export interface WaitingParts {
  peer: Peer;
  recorder: Recorder;
  intake: Intake;
  /** The open connections, by name; the probe adds to them. */
  connections: ReadonlyMap<string, ProbeConnection>;
}

export class Waiting {
  readonly #parts: WaitingParts;
  readonly #due: Due[] = [];
  /** What came in while the clock was jumping: taken in when the time is known. */
  #held: Iterator<void, void>[] | undefined;
  /** `moves` of the recorder when everything was seen at rest; nobody has to be asked again while it stays. */
  #restedAt: number | undefined;
  #asked: { given: string; answer: Promise<Rested | undefined> } | undefined;
  #acts = 0;
  #wake: () => void = () => {};

  constructor(parts: WaitingParts) {
    this.#parts = parts;
  }

  /** The probe acts: rest, and what was asked before, say nothing of what comes now. */
  act(): void {
    this.#restedAt = undefined;
    this.#acts += 1;
  }

  /** Schedules `act` for `delayMs` from now on the run's clock; it is called from within a wait. */
  later(delayMs: number, act: () => void): void {
    this.#due.push({ atMs: this.#parts.recorder.nowMs + delayMs, act });
  }

  /** Takes in what came: while the clock jumps, when it is known how far. */
  takeIn(steps: Iterator<void, void>): void {
    if (this.#held) this.#held.push(steps);
    else this.#parts.intake.add(steps);
    this.#parts.intake.onceIdle(() => this.#arrived());
  }

  /** Until something arrives, or the clock has made one jump, or nothing can come before the deadline. */
  async aBit(deadlineMs: number): Promise<'again' | 'deadline'> {
    const resting = await this.#rest();
    if (resting !== 'resting') return 'again';
    const { recorder } = this.#parts;
    const due = this.#nextDue();
    const untilMs = Math.min(deadlineMs, due?.atMs ?? deadlineMs);
    if (recorder.nowMs >= untilMs) return this.#reached(untilMs, due, deadlineMs);
    const rested = await this.#jump(untilMs);
    if (!rested || isInFlight(this.#parts.connections, rested)) return 'again';
    // It jumps from rest to rest: nobody has to be asked again.
    this.#restedAt = recorder.moves;
    return recorder.nowMs < untilMs ? 'again' : this.#reached(untilMs, due, deadlineMs);
  }

  #reached(untilMs: number, due: Due | undefined, deadlineMs: number): 'again' | 'deadline' {
    if (due && due.atMs <= untilMs) {
      this.#due.splice(this.#due.indexOf(due), 1);
      due.act();
      return 'again';
    }
    return untilMs >= deadlineMs ? 'deadline' : 'again';
  }

  #nextDue(): Due | undefined {
    return this.#due.reduce<Due | undefined>((first, due) => (first && first.atMs <= due.atMs ? first : due), undefined);
  }

  async #jump(untilMs: number): Promise<Rested | undefined> {
    this.#held = [];
    this.#restedAt = undefined;
    this.#parts.recorder.horizonMs = untilMs;
    const rested = await this.#parts.peer.rest(untilMs);
    if (rested && rested.nowMs > this.#parts.recorder.nowMs) this.#parts.recorder.moveClock(rested.nowMs);
    const held = this.#held;
    this.#held = undefined;
    for (const steps of held) this.#parts.intake.add(steps);
    await this.#parts.intake.idle();
    return rested;
  }

  /** Everything that was sent has been handled, everything that was answered has come, and nothing more happens by itself. */
  async settle(): Promise<void> {
    while (!this.#parts.peer.gone && (await this.#rest()) !== 'resting');
    if (!this.#parts.peer.gone) this.#parts.recorder.settle();
  }

  /** One look: `resting`, or `arrived` when something came in or is still under way. */
  async #rest(): Promise<'resting' | 'arrived'> {
    const { recorder, peer, intake } = this.#parts;
    await intake.idle();
    if (this.#restedAt === recorder.moves) return 'resting';
    const arrival = new Promise<'arrived'>((resolve) => {
      this.#wake = () => resolve('arrived');
    });
    if (this.#asked?.given !== this.#given && (await this.#moreComes())) return 'arrived';
    // An answer that is still to come counts for all that was given to the other side before it was asked.
    if (this.#asked?.given !== this.#given) this.#asked = { given: this.#given, answer: peer.rest() };
    const { given, answer } = this.#asked;
    const rested = await Promise.race([arrival, answer]);
    if (rested === 'arrived') return 'arrived';
    this.#asked = undefined;
    // What came with the answer is taken in before anything follows from it.
    const { moves } = recorder;
    await intake.idle();
    if (rested === undefined || recorder.moves !== moves) return 'arrived';
    if (rested.nowMs > recorder.nowMs) recorder.moveClock(rested.nowMs);
    if (isInFlight(this.#parts.connections, rested)) {
      await this.#awaitWire(rested, arrival);
      return 'arrived';
    }
    if (this.#given !== given) return 'arrived';
    this.#restedAt = recorder.moves;
    return 'resting';
  }

  /** Takes in all that has come by now: whoever asks at the first of several arrivals asks again after each. */
  async #moreComes(): Promise<boolean> {
    const { moves } = this.#parts.recorder;
    await setImmediate();
    await this.#parts.intake.idle();
    return this.#parts.recorder.moves !== moves;
  }

  /** Where the handler has written what has not come yet, it will come; everything else shows at the next look. */
  async #awaitWire(rested: Rested, arrival: Promise<unknown>): Promise<void> {
    if (isComingToAny(this.#parts.connections, rested) && !this.#parts.peer.gone) await arrival;
  }

  /** Changes with everything that is done to the other side: whoever opens a connection anew acts. */
  get #given(): string {
    return `${this.#acts} ${given(this.#parts.connections)}`;
  }

  /** Something came in: whoever waits looks again. */
  #arrived(): void {
    const wake = this.#wake;
    this.#wake = () => {};
    wake();
  }
}
