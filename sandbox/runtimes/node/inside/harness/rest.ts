/**
 * Rest: the state in which nothing more happens in this process until bytes come in or the clock moves.
 *
 * It is proven by turns of the event loop in which nothing came in, went out, or was told, while no immediate and no thread pool
 * work is pending. A handler that only polls (immediates for ever, reading the clock) counts as resting after some turns.
 */
import { blockCount, fireNextTimer, moveTo, newTurn, nextTimerMs, nowMs } from './clock.ts';
import { traffic } from './connections.ts';
import { unlessItEnds } from './ending.ts';
import { turned } from './handlers-place.ts';
import { host } from './host.ts';
import { isWorking, promiseSettled, resourceCalledBack, resourceMade } from './pending.ts';
import { toldCount } from './testimony.ts';
import { afterRealMs, inNextTurn, isOwn, isOwnTurn } from './turns.ts';

/** Turns without anything new that prove rest: the first may still have to collect what the last turn sent off. */
const QUIET_TURNS = 2;
/** Turns in which only immediates ran, after which a polling handler counts as resting. */
const POLLING_TURNS = 40;
/**
 * How far the clock moves for a polling handler at a time: a part of the time for which it has polled, so that a long wait is coarser,
 * and no more than a part of the jump, so that what it waits for comes in time. In milliseconds, where that is less.
 */
const POLLED_PARTS = 20;
const JUMP_PARTS = 100;
const LEAST_STEP_MS = 1;
const LEAST_BOUND_MS = 50;

/** Since when it polls, on its clock, over as many jumps as that takes; undefined when it came to rest without. */
let pollingSinceMs: number | undefined;

const immediates = new Map<number, object>();
/** How often anything else than a turn of the harness's own was called back. */
let callbacks = 0;

/** Without the hook for what is destroyed: its events pile up natively while a handler never lets the event loop turn. */
export function watchForRest(): void {
  host.hook({
    init(id, type, resource) {
      if (isOwn(id)) return;
      if (type === 'Immediate') immediates.set(id, resource);
      else resourceMade(id, type, resource);
    },
    after(id) {
      if (isOwnTurn(id)) return;
      callbacks += 1;
      immediates.delete(id);
      resourceCalledBack(id);
    },
  });
  host.onPromiseSettled(promiseSettled);
}

/** Immediates that are pending: at rest, those of a handler that looks again in every turn. */
export function immediateCount(): number {
  for (const [id, immediate] of immediates) if (isCleared(immediate)) immediates.delete(id);
  return immediates.size;
}

/** Node says so in a property of its own. One with a getter says what its handler wants. */
function isCleared(immediate: object): boolean {
  return Object.getOwnPropertyDescriptor(immediate, '_destroyed')?.value === true;
}

/** Who waits for rest: whoever comes while another waits has come in by an event of the loop, and so begins the proof anew for both. */
let waiting: (() => void)[] = [];

/** Calls back at rest, with the clock where it is. */
export function comeToRest(whenResting: () => void): void {
  waiting.push(whenResting);
  if (waiting.length > 1) return;
  turnUntilRest(
    () => {
      const resting = waiting;
      waiting = [];
      unlessItEnds(() => {
        for (const callback of resting) callback();
      });
    },
    () => true,
  );
}

/** Not at all once nobody waits for it any longer. */
function turnUntilRest(whenResting: () => void, isAwaited: () => boolean): void {
  let before = activity();
  let quiet = 0;
  let polling = 0;
  const turn = () => {
    if (!isAwaited()) return;
    newTurn();
    turned();
    const now = activity();
    const changed = now !== before;
    before = now;
    quiet = changed || immediateCount() > 0 || isWorking() ? 0 : quiet + 1;
    polling = changed || immediateCount() === 0 || isWorking() ? 0 : polling + 1;
    if (quiet >= QUIET_TURNS || polling >= POLLING_TURNS) whenResting();
    else nextTurn(turn);
  };
  nextTurn(turn);
}

/** Jumps from timer to timer, resting between them, until something can be seen from outside or `untilMs` is reached. */
export function jumpUntil(untilMs: number, whenDone: () => void): void {
  const seen = changes();
  const begunMs = nowMs();
  const step = () => {
    comeToRest(() => {
      if (changes() !== seen || nowMs() >= untilMs) return whenDone();
      advance(untilMs, begunMs);
      step();
    });
  };
  step();
}

/** A blocking wait ends a jump: whoever asked for it has been told of the wait instead, and says anew how far time may go. */
function changes(): number {
  return traffic() + toldCount() + blockCount();
}

/** Jumps from timer to timer for as long as that is to go on and anything is due: a module may wait before it exports. */
export function jumpWhile(goesOn: () => boolean): void {
  const begunMs = nowMs();
  turnUntilRest(
    () =>
      unlessItEnds(() => {
        if (nextTimerMs() === undefined && immediateCount() === 0) return;
        advance(Number.POSITIVE_INFINITY, begunMs);
        jumpWhile(goesOn);
      }),
    goesOn,
  );
}

function advance(untilMs: number, begunMs: number): void {
  const due = nextTimerMs();
  const target = Math.min(untilMs, nowMs() + pollingStepMs(untilMs - begunMs));
  if (due !== undefined && due <= target) inNextTurn(fire);
  else moveTo(target);
}

/** As far as it likes, for a handler that does not poll. */
function pollingStepMs(jumpMs: number): number {
  if (immediateCount() === 0) {
    pollingSinceMs = undefined;
    return Number.POSITIVE_INFINITY;
  }
  pollingSinceMs ??= nowMs();
  const boundMs = Math.max(LEAST_BOUND_MS, jumpMs / JUMP_PARTS);
  return Math.min(boundMs, Math.max(LEAST_STEP_MS, (nowMs() - pollingSinceMs) / POLLED_PARTS));
}

function nextTurn(callback: () => void): void {
  if (isWorking()) afterRealMs(1, callback);
  else inNextTurn(callback);
}

function fire(): void {
  callbacks += 1;
  fireNextTimer();
}

/** When the connections were looked at last. */
let looked = { callbacks: -1, events: -1, traffic: 0 };

/**
 * None of its parts ever falls: it is another number whenever one of them is. Where nothing was called back and nothing came in since the
 * connections were looked at, they are as they were.
 */
function activity(): number {
  const events = host.loopEvents();
  if (looked.callbacks !== callbacks || looked.events !== events) looked = { callbacks, events, traffic: traffic() };
  return looked.traffic + toldCount() + events;
}
