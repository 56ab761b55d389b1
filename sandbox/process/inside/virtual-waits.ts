/** Waits of the runtime's that would take real time: each is made anew from the timers that are in place. */
import type { scheduler } from 'node:timers/promises';

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
    const answer = Reflect.apply(waitAsync, atomics, [array, index, value, 0]) as { async: boolean; value: unknown };
    const ms = Number(timeout);
    if (answer.value === 'not-equal' || ms <= 0) return answer;
    answer.async = true;
    answer.value = waits(waitersAt(array, index), Number.isNaN(ms) ? Number.POSITIVE_INFINITY : ms);
    return answer;
  });
  replace(atomics, 'notify', (array: Int32Array, index: number, count: number = Number.POSITIVE_INFINITY) => {
    const others = Reflect.apply(notify, atomics, [array, index, count]);
    const woken = [...waitersAt(array, index)].slice(0, Math.max(0, integer(count)));
    for (const wake of woken) wake('ok');
    return others + woken.length;
  });
}

/** `scheduler.wait`, which has timers of its own. */
export function replaceSchedulerWait(
  owner: typeof scheduler,
  setTimeoutPromise: (ms: number, value: undefined, options?: object) => Promise<void>,
): void {
  const prototype = Object.getPrototypeOf(owner) as typeof scheduler;
  const wait = prototype.wait;
  replace(prototype, 'wait', function (this: unknown, ...given: [number, object?]) {
    return this === owner ? setTimeoutPromise(given[0], undefined, given[1]) : Reflect.apply(wait, this, given);
  });
}

function integer(given: unknown): number {
  return Math.trunc(Number(given)) || 0;
}

/** A proxy has the name, the length and the text of its target, and gives nothing away. */
function replace<Owner extends object>(owner: Owner, name: keyof Owner & string, by: (...given: never[]) => unknown): void {
  const target = owner[name] as object;
  const value = new Proxy(target, { apply: (_target, self, given) => Reflect.apply(by, self, given) });
  Object.defineProperty(owner, name, { ...Object.getOwnPropertyDescriptor(owner, name), value });
}
