/**
 * Rest: the state in which nothing more happens in this process until bytes come in or the clock moves.
 *
 * It is proven by turns of the event loop in which nothing came in, went out, or was told, while no immediate and no thread pool
 * work is pending. A handler that only polls (immediates for ever, reading the clock) counts as resting after some turns.
 */
import { createHook } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import v8 from 'node:v8';
import { DeflateRaw } from 'node:zlib';
import { fireNextTimer, moveTo, newTurn, nextTimerMs, nowMs } from './clock.ts';
import { traffic } from './connections.ts';
import { unlessItEnds } from './ending.ts';
import { isWorking, promiseSettled, resourceCalledBack, resourceMade, watchCompression, watchPromisesOf } from './pending.ts';
import { toldCount } from './testimony.ts';
import { turned } from './whereabouts.ts';

/** Turns without anything new that prove rest: the first may still have to collect what the last turn sent off. */
const QUIET_TURNS = 2;
/** Turns in which only immediates ran, after which a polling handler counts as resting. */
const POLLING_TURNS = 40;
/** How far the clock moves for a polling handler at a time, in milliseconds, and the part of the time so far: a long wait is coarser. */
const POLLING_STEP_MS = 1;
const POLLING_STEPS = 20;

const setRealImmediate = globalThis.setImmediate;
const setRealTimeout = globalThis.setTimeout;
const immediates = new Map<number, { _destroyed?: boolean }>();
let ownImmediate = false;

/** Without the hook for what is destroyed: its events pile up natively while a handler never lets the event loop turn. */
export function watchForRest(): void {
  createHook({
    trackPromises: false,
    init(id, type, _trigger, resource) {
      if (type === 'Immediate') {
        if (!ownImmediate) immediates.set(id, resource);
      } else resourceMade(id, type, resource);
    },
    after(id) {
      immediates.delete(id);
      resourceCalledBack(id);
    },
  }).enable();
  v8.promiseHooks.onSettled(promiseSettled);
  watchPromisesOf(WebAssembly, ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming']);
  watchCompression(Object.getPrototypeOf(Object.getPrototypeOf(DeflateRaw.prototype)));
}

function immediateCount(): number {
  for (const [id, { _destroyed: cleared }] of immediates) if (cleared) immediates.delete(id);
  return immediates.size;
}

/** Calls back at rest, with the clock where it is. */
export function comeToRest(whenResting: () => void): void {
  let before = activity();
  let quiet = 0;
  let polling = 0;
  const turn = () => {
    newTurn();
    turned();
    const now = activity();
    const changed = now !== before;
    before = now;
    quiet = changed || immediateCount() > 0 || isWorking() ? 0 : quiet + 1;
    polling = changed || immediateCount() === 0 || isWorking() ? 0 : polling + 1;
    if (quiet >= QUIET_TURNS || polling >= POLLING_TURNS) unlessItEnds(whenResting);
    else nextTurn(turn);
  };
  nextTurn(turn);
}

/** Jumps from timer to timer, resting between them, until something can be seen from outside or `untilMs` is reached. */
export function jumpUntil(untilMs: number, whenDone: () => void): void {
  const seen = traffic() + toldCount();
  const begunMs = nowMs();
  const step = () => {
    comeToRest(() => {
      if (traffic() + toldCount() !== seen || nowMs() >= untilMs) return whenDone();
      advance(untilMs, begunMs);
      step();
    });
  };
  step();
}

function advance(untilMs: number, begunMs: number): void {
  const due = nextTimerMs();
  const polled = immediateCount() > 0 ? nowMs() + Math.max(POLLING_STEP_MS, (nowMs() - begunMs) / POLLING_STEPS) : untilMs;
  const target = Math.min(untilMs, polled);
  if (due !== undefined && due <= target) afterThis(fireNextTimer);
  else moveTo(target);
}

/** Outside every caller's stack, so that what a timer throws is an uncaught exception, as it is in Node. */
function afterThis(callback: () => void): void {
  ownImmediate = true;
  setRealImmediate(callback);
  ownImmediate = false;
}

function nextTurn(callback: () => void): void {
  if (isWorking()) setRealTimeout(callback, 1);
  else afterThis(callback);
}

function activity(): string {
  return `${traffic()} ${toldCount()} ${performance.nodeTiming.uvMetricsInfo.events}`;
}
