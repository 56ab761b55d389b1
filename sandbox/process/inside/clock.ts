/**
 * The virtual clock of a sandbox process: timers, `timers/promises`, `Date`, `performance.now` and `process.hrtime` run on it.
 *
 * It stands still until the workshop lets it jump. A blocking wait (`sleepSync`, a finite `Atomics.wait`, a loop that only reads the
 * clock) takes virtual time too: the process blocks on a descriptor until the workshop has done what it wanted to do meanwhile.
 */
import { readSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import timersPromises from 'node:timers/promises';
import { install } from '@sinonjs/fake-timers';
import { RELEASE_FD } from '../messages.ts';
import { tell } from './channel.ts';
import { progress } from './connections.ts';
import { replaceSchedulerWait, replaceWaitAsync } from './virtual-waits.ts';

/** A loop may read the clock this often in one turn of the event loop before each further read costs it time. */
const READS_A_TURN = 2_000;
/** What such a read costs, in milliseconds: each costs a way to the workshop and back, too. */
const READ_COSTS_MS = 10;

/** Taken here: learner code may replace what Map has. */
const forEach = Function.prototype.call.bind(Map.prototype.forEach) as (map: Map<unknown, Timer>, visit: (timer: Timer) => void) => void;

interface Timer {
  callAt: number;
}

/** What `setTimeout` and `setInterval` return, where `unref` was called or not. */
interface TimerHandle {
  hasRef(): boolean;
}

const handles = new WeakMap<Timer, TimerHandle>();

const waitForGood = Atomics.wait as (array: Int32Array, index: number, value: number) => unknown;
let clock: ReturnType<typeof install>;
let readsThisTurn = 0;
/** Inside the clock itself, reading the time is free. */
let atWork = false;

export function installClock(): void {
  clock = install({
    now: 0,
    toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance', 'hrtime'],
  });
  for (const timer of [setTimeout, clearTimeout, setInterval, clearInterval]) Reflect.deleteProperty(timer, 'clock');
  rememberHandles();
  chargeForReads();
  replaceAtomicsWait();
  replaceAbortTimeout();
  replaceWaitAsync(globalThis);
  replaceSchedulerWait(timersPromises.scheduler, timersPromises.setTimeout);
  syncBuiltinESMExports();
}

export function nowMs(): number {
  return clock.now;
}

/** When the next timer is due, on this clock. */
export function nextTimerMs(): number | undefined {
  const next = nextTimer();
  return next && Math.max(next.callAt, clock.now);
}

export function timerCount(): number {
  return timers().length;
}

/** Whether a pending timer would keep the process alive. */
export function timersKeepAlive(): boolean {
  return timers().some((timer) => handles.get(timer)?.hasRef() ?? true);
}

/** Moves the clock to the next timer and calls it. What it throws is thrown here. */
export function fireNextTimer(): void {
  const next = nextTimer();
  // A blocking wait may have made it overdue: it is called late, and the clock never goes back.
  if (next && next.callAt < clock.now) next.callAt = clock.now;
  clock.next();
}

/** Moves the clock without calling anything. */
export function moveTo(ms: number): void {
  if (ms > clock.now) clock.now = ms;
}

/** The library calls these two through the clock, whatever name a handler knows them by. */
function rememberHandles(): void {
  for (const name of ['setTimeout', 'setInterval'] as const) {
    const set = clock[name] as (...given: unknown[]) => TimerHandle;
    Object.assign(clock, {
      [name]: Object.assign((...given: unknown[]) => {
        const handle = set(...given);
        const timer = (clock.timers as Map<unknown, Timer>).get(Number(handle));
        if (timer) handles.set(timer, handle);
        return handle;
      }, set),
    });
  }
}

function timers(): Timer[] {
  const found: Timer[] = [];
  const known = clock.timers as Map<unknown, Timer> | undefined;
  if (known) forEach(known, (timer: Timer) => (found[found.length] = timer));
  return found;
}

function nextTimer(): Timer | undefined {
  return timers().reduce<Timer | undefined>((first, timer) => (first && first.callAt <= timer.callAt ? first : timer), undefined);
}

export function newTurn(): void {
  readsThisTurn = 0;
}

/** Blocks this thread for so much virtual time. */
export function sleepSync(ms: number): void {
  const untilMs = clock.now + Math.max(0, Number(ms) || 0);
  if (!Number.isFinite(untilMs)) waitForGood(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  tell({ type: 'blocked', nowMs: clock.now, untilMs, progress: progress() });
  readSync(RELEASE_FD, new Uint8Array(1));
  moveTo(untilMs);
}

function chargeForReads(): void {
  const charge = () => {
    if (atWork || ++readsThisTurn <= READS_A_TURN) return;
    atWork = true;
    sleepSync(READ_COSTS_MS);
    atWork = false;
  };
  chargeOn(Date, 'now', charge);
  chargeOn(performance, 'now', charge);
  chargeOn(process.hrtime, 'bigint', charge);
  globalThis.Date = new Proxy(Date, {
    // The library leaves itself there, and with it the hands of the clock.
    get: (target, name) => (name === 'clock' ? undefined : Reflect.get(target, name)),
    construct(target, given, newTarget) {
      if (given.length === 0) charge();
      return Reflect.construct(target, given, newTarget);
    },
  });
}

function chargeOn<K extends string>(owner: Record<K, (...given: never[]) => unknown>, method: K, charge: () => void): void {
  const read = owner[method].bind(owner);
  owner[method] = () => {
    charge();
    return read();
  };
}

/** With one thread nobody can wake a waiter, so a wait with a bound is a sleep. Without one it blocks for good, as it would. */
function replaceAtomicsWait(): void {
  const wait = Atomics.wait as (array: Int32Array, index: number, value: number, timeout?: number) => 'not-equal' | 'ok' | 'timed-out';
  const replacement: typeof wait = (array, index, value, timeout = Number.POSITIVE_INFINITY) => {
    if (!Number.isFinite(timeout)) return wait(array, index, value);
    if (Atomics.load(array, index) !== value) return 'not-equal';
    sleepSync(timeout);
    return 'timed-out';
  };
  Object.defineProperty(Atomics, 'wait', { value: replacement });
}

function replaceAbortTimeout(): void {
  AbortSignal.timeout = (ms: number) => {
    const controller = new AbortController();
    setTimeout(() => controller.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError')), ms).unref();
    return controller.signal;
  };
}
