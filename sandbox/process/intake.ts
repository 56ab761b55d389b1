/**
 * How a run takes in what its handler sends: in order, in small steps, and contained.
 *
 * One event loop serves every page, so no handler may keep it: all runs together get a few milliseconds of each turn, one after the
 * other, and the rest waits. What fails in a step, or in a callback that was contained, fails that run and nothing else.
 */

import type { Intake as ProbesIntake } from '../probe/peer.ts';

/** What the steps of all runs may take of one turn of the event loop, and those of one run before another's, in milliseconds. */
const TURN_MS = 6;
const SLICE_MS = 2;

/** Work on what came: the code between two yields is one step. */
export type Steps = Iterator<void, void>;

/** All of it in one step. */
export function oneStep(act: () => void): Steps {
  return {
    next() {
      act();
      return { done: true, value: undefined };
    },
  };
}

export class Intake implements ProbesIntake {
  readonly #onFault: (fault: unknown) => void;
  /** The first of them has begun. */
  readonly #work: Steps[] = [];
  #whenIdle: (() => void)[] = [];

  constructor(onFault: (fault: unknown) => void) {
    this.#onFault = onFault;
  }

  /** All that came has been taken in. */
  get isIdle(): boolean {
    return this.#work.length === 0;
  }

  /** Takes it in after all that came before: at once, as far as there is time in this turn. */
  add(steps: Steps): void {
    this.#work.push(steps);
    busy.add(this);
    workOn();
  }

  /** `callback` for whoever calls back: what it throws, or rejects with, fails the run. */
  contain<A extends unknown[]>(callback: (...given: A) => unknown): (...given: A) => void {
    return (...given) => {
      try {
        const result = callback(...given);
        if (result instanceof Promise) result.catch((fault: unknown) => this.#onFault(fault));
      } catch (fault) {
        this.#onFault(fault);
      }
    };
  }

  /** Resolves when all that came has been taken in. */
  idle(): Promise<void> {
    return new Promise((resolve) => this.onceIdle(resolve));
  }

  onceIdle(callback: () => void): void {
    if (this.isIdle) callback();
    else this.#whenIdle.push(callback);
  }

  /** Works until `untilMs`; false when nothing is left. */
  advance(untilMs: number): boolean {
    do this.#step();
    while (this.#work.length > 0 && performance.now() < untilMs);
    if (this.#work.length > 0) return true;
    for (const callback of this.#whenIdle.splice(0)) this.contain(callback)();
    return this.#work.length > 0;
  }

  #step(): void {
    try {
      if (this.#work[0]?.next().done) this.#work.shift();
    } catch (fault) {
      this.#work.shift();
      this.#onFault(fault);
    }
  }
}

/** Those with work left, in the order of their turns. */
const busy = new Set<Intake>();
let isWorking = false;
let isNextTurnPlanned = false;
/** In this turn of the event loop. */
let spentMs = 0;

function workOn(): void {
  if (isWorking) return;
  isWorking = true;
  const begunMs = performance.now() - spentMs;
  let nowMs = performance.now();
  try {
    for (const intake of busy) {
      if (nowMs - begunMs >= TURN_MS) break;
      busy.delete(intake);
      // At the end of the line, so that the loop comes to it again.
      if (intake.advance(nowMs + SLICE_MS)) busy.add(intake);
      nowMs = performance.now();
    }
  } finally {
    // Whatever one run comes to, the others are taken in.
    spentMs = nowMs - begunMs;
    isWorking = false;
    if (!isNextTurnPlanned) setImmediate(turn);
    isNextTurnPlanned = true;
  }
}

function turn(): void {
  isNextTurnPlanned = false;
  spentMs = 0;
  if (busy.size > 0) workOn();
}
