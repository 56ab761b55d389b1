/**
 * The virtual clock of a sandbox process. What handlers meet of it, the timers, `Date`, `performance` and all that, is made in their
 * own realm, and asks here by number.
 *
 * It stands still until the workshop lets it jump. A blocking wait (`sleepSync`, a finite `Atomics.wait`, a loop that only reads the
 * clock) takes virtual time too: the process blocks on a descriptor until the workshop has done what it wanted to do meanwhile.
 */
import { createClock } from '@sinonjs/fake-timers';
import { RELEASE_FD } from '../../../../system/descriptors.ts';
import { tell } from './channel.ts';
import { progress } from './connections.ts';
import { host } from './host.ts';
import { newWriters } from './writers.ts';

/** A loop may read the clock this often in one turn of the event loop before each further read costs it time. */
const READS_A_TURN = 2_000;
/** What such a read costs, in milliseconds: each costs a way to the workshop and back, too. */
const READ_COSTS_MS = 10;

/** What the library keeps of a timer. */
interface Due {
  callAt: number;
}

interface Timer {
  /** The object that the handler has of it. */
  owner: object;
  delayMs: number;
  repeats: boolean;
  keepsAlive: boolean;
  /** The library's name for it. */
  due: number;
}

const clock = createClock(0);
const timers = new Map<number, Timer>();
let lastId = 0;
let readsThisTurn = 0;
let blocks = 0;

export function nowMs(): number {
  return clock.now;
}

/** What a handler reads. */
export function readClock(): number {
  readsThisTurn += 1;
  if (readsThisTurn > READS_A_TURN) sleepSync(READ_COSTS_MS);
  return clock.now;
}

/** A timer of the handler's; the number is its name from now on. */
export function schedule(owner: object, delayMs: number, repeats: boolean): number {
  lastId += 1;
  start(lastId, { owner, delayMs, repeats, keepsAlive: true, due: 0 });
  return lastId;
}

export function cancel(id: number): void {
  const timer = timers.get(id);
  if (timer) clock.clearTimeout(timer.due);
  timers.delete(id);
}

/** Counts its time anew; one that is over begins again, where its owner says so. */
export function refresh(id: number, owner: object, delayMs: number, repeats: boolean): void {
  const known = timers.get(id);
  if (known) clock.clearTimeout(known.due);
  start(id, known ?? { owner, delayMs, repeats, keepsAlive: true, due: 0 });
}

/** Whether the timer keeps the process alive. */
export function hold(id: number, keepsAlive: boolean): void {
  const timer = timers.get(id);
  if (timer) timer.keepsAlive = keepsAlive;
}

function start(id: number, timer: Timer): void {
  timer.due = Number(clock.setTimeout(() => fire(id), timer.delayMs));
  timers.set(id, timer);
}

function fire(id: number): void {
  const timer = timers.get(id);
  if (!timer) return;
  // Before it is called, as in Node: it may clear itself, and an interval goes on when it throws.
  if (timer.repeats) start(id, timer);
  else timers.delete(id);
  host.fire(timer.owner);
}

/** When the next timer is due, on this clock. */
export function nextTimerMs(): number | undefined {
  const next = nextTimer();
  return next && Math.max(next.callAt, clock.now);
}

export function timerCount(): number {
  return timers.size;
}

/** Whether a pending timer would keep the process alive. */
export function timersKeepAlive(): boolean {
  return [...timers.values()].some(({ keepsAlive }) => keepsAlive);
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

function nextTimer(): Due | undefined {
  const known = clock.timers as Map<number, Due> | undefined;
  return (
    known &&
    [...known.values()].reduce<Due | undefined>((first, timer) => (first && first.callAt <= timer.callAt ? first : timer), undefined)
  );
}

export function newTurn(): void {
  readsThisTurn = 0;
}

/** How often this thread has been blocked so far. */
export function blockCount(): number {
  return blocks;
}

/** Blocks this thread for so much virtual time. */
export function sleepSync(ms: number): void {
  const untilMs = clock.now + Math.max(0, ms || 0);
  if (!Number.isFinite(untilMs)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  blocks += 1;
  tell({ type: 'blocked', nowMs: clock.now, untilMs, progress: progress(), writers: newWriters() });
  host.readSync(RELEASE_FD, new Uint8Array(1));
  moveTo(untilMs);
}
