/**
 * Somebody elsewhere on the network, as the probe's peer, on the wall clock.
 *
 * When the other side is at rest nobody here can know. So the probe acts as soon as it may, and what has to be known of the other side
 * is shown by events: a pong says that all that was sent before the ping has been read. Time passes by itself while the probe waits, until
 * something comes or until the time is up; then the other side counts as gone, and nothing more is sent to it.
 */
import type { Socket } from 'node:net';
import { setImmediate } from 'node:timers/promises';
import type { Intake, Peer, Rested, Unreachable } from '../../probe/peer.ts';
import type { Recorder } from '../../timeline/recorder.ts';
import type { ParentFact } from '../../timeline/timeline.ts';

/** A step of the clock that is worth an event of its own, in milliseconds. */
const STEP_MS = 100;
/** The other side has all that was sent, as far as anybody knows, and owes nothing. */
const AT_REST = { read: Number.POSITIVE_INFINITY, written: 0, unsent: false, reading: true, readEnded: true, writeEnded: false };

export interface NetworkPeerParts {
  recorder: Recorder;
  /** Milliseconds since the begin of the run. */
  nowMs(): number;
  /** When the time is up, on that clock. */
  endMs: number;
  reach(report: (fact: ParentFact) => void, signal: AbortSignal): Promise<Socket | Unreachable>;
}

export class NetworkPeer implements Peer {
  readonly #parts: NetworkPeerParts;
  readonly #ending = new AbortController();
  readonly #progress: Rested['progress'] = {};
  readonly #sockets = new Set<Socket>();
  readonly #life: NodeJS.Timeout;
  #wake: () => void = () => {};

  constructor(parts: NetworkPeerParts) {
    this.#parts = parts;
    this.#life = setTimeout(() => this.end(), Math.max(0, parts.endMs - parts.nowMs()));
  }

  /** The time was up, or it was ended: nothing more is sent. */
  get gone(): boolean {
    return this.#ending.signal.aborted;
  }

  end(): void {
    clearTimeout(this.#life);
    this.#ending.abort();
    for (const socket of this.#sockets) socket.destroy();
    this.#wake();
  }

  async connect(name: string): Promise<Socket | Unreachable | undefined> {
    this.#progress[name] = AT_REST;
    const report = (fact: ParentFact) => {
      this.tick();
      this.#parts.recorder.parent(fact, name);
    };
    const came = await this.#parts.reach(report, this.#ending.signal);
    this.tick();
    if ('why' in came) return came;
    this.#sockets.add(came);
    came.once('close', () => this.#sockets.delete(came));
    if (this.gone) came.destroy();
    return came;
  }

  async rest(untilMs?: number): Promise<Rested | undefined> {
    if (untilMs === undefined) await setImmediate();
    else await this.#waitUntil(untilMs);
    if (this.gone) return undefined;
    this.tick();
    return { nowMs: this.#parts.recorder.nowMs, progress: this.#progress };
  }

  async stats(): Promise<undefined> {}

  signal(): void {}

  /** `intake` as the probe is to use it: with each callback time is read, and whoever waits looks again. */
  listening(intake: Intake): Intake {
    const contain: Intake['contain'] = (callback) =>
      intake.contain((...given) => {
        this.tick();
        const result = callback(...given);
        this.#wake();
        return result;
      });
    return { add: (steps) => intake.add(steps), idle: () => intake.idle(), onceIdle: (callback) => intake.onceIdle(callback), contain };
  }

  /** The run's clock is the wall's. */
  tick(): void {
    const { recorder, nowMs } = this.#parts;
    const now = Math.round(nowMs() * 10) / 10;
    if (now - recorder.nowMs >= STEP_MS) recorder.moveClock(now);
    else recorder.nowMs = Math.max(recorder.nowMs, now);
  }

  #waitUntil(untilMs: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#wake(), Math.max(0, untilMs - this.#parts.nowMs()));
      this.#wake = () => {
        clearTimeout(timer);
        this.#wake = () => {};
        resolve();
      };
      if (this.gone) this.#wake();
    });
  }
}
