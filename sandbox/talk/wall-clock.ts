/**
 * Lets a process that lives in virtual time follow the clock on the wall: it is asked to rest until now, again and again, so that a
 * handler's sleep of a second takes one. It is asked when its next timer is due, soon after anything has gone to or fro, and in silence
 * only once a second: each question costs it processor time, some 2 ms, of which it has 12 s.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Peer, Rested } from '../probe/peer.ts';
import type { Recorder } from '../timeline/recorder.ts';

/** Longest and shortest time between two questions, in milliseconds. */
const QUIET_MS = 1_000;
const SOON_MS = 10;
/** Soon after something went to or fro: a handler may have set a timer. */
const STIRRED_MS = 20;
/** A process that has very much to do in little time is let behind: it is asked so often in a row. */
const MOST_ROUNDS = 50;
/** How long anybody waits for a clock that does not come: a thread of the handler's may work for so long, while its loop goes on. */
const PATIENCE_MS = 2_000;

export interface WallClockParts {
  peer: Pick<Peer, 'rest' | 'gone'>;
  recorder: Recorder;
  /** Something is still under way between both sides. */
  isInFlight(rested: Rested): boolean;
  contain<A extends unknown[]>(callback: (...given: A) => unknown): (...given: A) => void;
}

export class WallClock {
  readonly #parts: WallClockParts;
  #begunMs = performance.now();
  #jumping: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #atMs = Number.POSITIVE_INFINITY;
  #waitMs = SOON_MS;
  /** Nobody is asked before the handler has been loaded, nor after the end. */
  #isRunning = false;

  constructor(parts: WallClockParts) {
    this.#parts = parts;
  }

  /** From now on both clocks go together; that of a handler which has waited before it was loaded has gone ahead. */
  async start(): Promise<void> {
    const rested = await this.#parts.peer.rest();
    this.#begunMs = performance.now() - (rested?.nowMs ?? 0);
    this.#isRunning = true;
    this.#planIn(SOON_MS);
  }

  /** Milliseconds on the wall, as the process counts them. */
  get nowMs(): number {
    return performance.now() - this.#begunMs;
  }

  /** Resolves when the process has the time of this moment, or does not come to it soon. */
  async catchUp(): Promise<void> {
    const hasCome = new AbortController();
    const impatience = delay(PATIENCE_MS, undefined, { ref: false, signal: hasCome.signal }).catch(() => {});
    await Promise.race([this.#jumpFromNow(), impatience]);
    hasCome.abort();
  }

  /** Something was sent or came. */
  stir(): void {
    this.#waitMs = SOON_MS;
    this.#planIn(STIRRED_MS);
  }

  stop(): void {
    this.#isRunning = false;
    clearTimeout(this.#timer);
  }

  /** One that is under way may have been asked for an earlier time. */
  async #jumpFromNow(): Promise<void> {
    await this.#jumping;
    await this.#jump();
  }

  /** One at a time: whoever comes meanwhile waits for the same one. */
  #jump(): Promise<void> {
    this.#jumping ??= this.#ask().finally(() => {
      this.#jumping = undefined;
    });
    return this.#jumping;
  }

  async #ask(): Promise<void> {
    const { peer, recorder, isInFlight } = this.#parts;
    for (let round = 0; round < MOST_ROUNDS && !peer.gone && this.#isRunning; round++) {
      const untilMs = Math.max(this.nowMs, recorder.nowMs);
      recorder.horizonMs = untilMs;
      const rested = await peer.rest(untilMs);
      if (!rested) return;
      if (rested.nowMs < untilMs && rested.blockedUntilMs === undefined) continue;
      if (isInFlight(rested)) return this.#planIn(this.#longerWait());
      const nextMs = rested.blockedUntilMs ?? rested.nextMs ?? Number.POSITIVE_INFINITY;
      return this.#planIn(Math.max(SOON_MS, Math.min(QUIET_MS, nextMs - this.nowMs)));
    }
    this.#planIn(SOON_MS);
  }

  /** What does not arrive for long is not asked after for ever. */
  #longerWait(): number {
    this.#waitMs = Math.min(this.#waitMs * 2, QUIET_MS);
    return this.#waitMs;
  }

  /** The sooner of two plans counts. */
  #planIn(ms: number): void {
    const atMs = performance.now() + ms;
    if (!this.#isRunning || this.#atMs <= atMs) return;
    clearTimeout(this.#timer);
    this.#atMs = atMs;
    this.#timer = setTimeout(
      this.#parts.contain(() => {
        this.#atMs = Number.POSITIVE_INFINITY;
        return this.#jump();
      }),
      ms,
    );
    this.#timer.unref();
  }
}
