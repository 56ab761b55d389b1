/** Waits of the runtime's that would take real time: each is made anew from the timers that are in place. */
import type { scheduler } from 'node:timers/promises';
import type { Timers } from './timers.ts';

const { apply } = Reflect;

/** What a timer takes at most, in milliseconds; longer ones fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;

type Outcome = 'ok' | 'timed-out';
type Waiters = Set<(outcome: Outcome) => void>;

/** `Atomics.waitAsync`, and the `Atomics.notify` that wakes it. With one thread there is nobody else who waits or notifies. */
export function replaceWaitAsync(realm: typeof globalThis): void {
  const { Atomics: atomics, Promise: PromiseOfRealm, setTimeout: startTimer, clearTimeout: stopTimer } = realm;
  const { waitAsync, notify } = atomics;
  const waiting = new WeakMap<object, Map<number, Waiters>>();
  const waitersAt = ({ buffer, byteOffset, BYTES_PER_ELEMENT }: Int32Array, index: unknown): Waiters => {
    const cells = waiting.get(buffer) ?? new Map<number, Waiters>();
    waiting.set(buffer, cells);
    const cell = byteOffset + integer(index) * BYTES_PER_ELEMENT;
    const waiters = cells.get(cell) ?? new Set();
    cells.set(cell, waiters);
    return waiters;
  };
  const waits = (waiters: Waiters, ms: number) =>
    new PromiseOfRealm<Outcome>((resolve) => {
      const wake = (outcome: Outcome) => {
        waiters.delete(wake);
        stopTimer(timer);
        resolve(outcome);
      };
      waiters.add(wake);
      const timer = ms <= LONGEST_TIMER_MS ? startTimer(wake, ms, 'timed-out') : undefined;
    });

  replace(atomics, 'waitAsync', (array: Int32Array, index: number, value: number, timeout?: number) => {
    // Without a wait it compares, and throws what it throws for wrong arguments.
    const answer = apply(waitAsync, atomics, [array, index, value, 0]) as { async: boolean; value: unknown };
    const ms = Number(timeout);
    if (answer.value === 'not-equal' || ms <= 0) return answer;
    answer.async = true;
    answer.value = waits(waitersAt(array, index), Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms);
    return answer;
  });
  replace(atomics, 'notify', (array: Int32Array, index: number, count: number = Number.POSITIVE_INFINITY) => {
    const others = apply(notify, atomics, [array, index, count]);
    const woken = [...waitersAt(array, index)].slice(0, Math.max(0, integer(count)));
    for (const wake of woken) wake('ok');
    return others + woken.length;
  });
}

/** `scheduler.wait`, which has timers of its own. */
export function replaceSchedulerWait(
  owner: typeof scheduler,
  setTimeoutPromise: (ms: number, value: undefined, options?: object) => Promise<unknown>,
): void {
  const prototype = Object.getPrototypeOf(owner) as typeof scheduler;
  const wait = prototype.wait;
  replace(prototype, 'wait', function (this: unknown, ...given: [number, object?]) {
    return this === owner ? setTimeoutPromise(given[0], undefined, given[1]) : apply(wait, this, given);
  });
}

/** With one thread nobody can wake a waiter, so a wait with a bound is a sleep. Without one it blocks for good, as it would. */
export function replaceWait(sleepSync: (ms: number) => void): void {
  const wait = Atomics.wait as (array: Int32Array, index: number, value: number, timeout?: number) => 'not-equal' | 'ok' | 'timed-out';
  replace(Atomics, 'wait', (array: Int32Array, index: number, value: number, timeout = Number.POSITIVE_INFINITY) => {
    const ms = Number(timeout);
    const isBound = ms < Number.POSITIVE_INFINITY;
    // Without a wait it compares, and throws what it throws for wrong arguments.
    const answer = apply(wait, Atomics, [array, index, value, isBound ? 0 : ms]);
    if (isBound && answer === 'timed-out') sleepSync(ms);
    return answer;
  });
}

export function replaceAbortTimeout({ setTimeout }: Timers): void {
  const Controller = AbortController;
  replace(AbortSignal, 'timeout', (ms: number) => {
    const controller = new Controller();
    setTimeout(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms).unref();
    return controller.signal;
  });
}

function integer(given: unknown): number {
  return Math.trunc(Number(given)) || 0;
}

/** A function of its own and no proxy: `util.inspect` shows a proxy's target. */
export function replace<Owner extends object>(owner: Owner, name: keyof Owner & string, by: (...given: never[]) => unknown): void {
  const { length } = owner[name] as (...given: never[]) => unknown;
  const value = function (this: unknown, ...given: never[]) {
    return apply(by, this, given);
  };
  Object.defineProperties(value, { name: { value: name, configurable: true }, length: { value: length, configurable: true } });
  Object.defineProperty(owner, name, { ...Object.getOwnPropertyDescriptor(owner, name), value });
}
