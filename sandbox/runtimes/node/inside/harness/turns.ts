/**
 * What the harness calls later, by an immediate or a timer of Node's.
 *
 * A handler can find both: they stand in lists beside its own. So what they call is a relay, one function for all of them, and it does
 * something only inside of an immediate or a timer that the harness has made, and only once for each.
 */
import { host } from './host.ts';

const awaited = new Map<number, () => void>();
let made: number | undefined;
let making = false;

/** In the next turn of the event loop, outside of every caller's stack. The result takes it back. */
export function inNextTurn(callback: () => void): NodeJS.Immediate {
  return expect(callback, () => host.setImmediate(host.relays.turn));
}

export function afterRealMs(ms: number, callback: () => void): void {
  expect(callback, () => host.setTimeout(host.relays.turn, ms));
}

export function takeBack(immediate: NodeJS.Immediate): void {
  host.clearImmediate(immediate);
}

/** For async_hooks: whether the resource that was just made is one of these. */
export function isOwn(id: number): boolean {
  if (making) made = id;
  return making;
}

/** Of these, the one that is being called, or was called last. */
let called: number | undefined;

/** For async_hooks: whether what has just called back is one of these. */
export function isOwnTurn(id: number): boolean {
  return id === called;
}

/** The relay was called, by Node or by anybody else. */
export function relayed(): void {
  const id = host.executionAsyncId();
  const callback = awaited.get(id);
  if (!callback) return;
  awaited.delete(id);
  called = id;
  callback();
}

function expect<Made>(callback: () => void, make: () => Made): Made {
  making = true;
  const result = make();
  making = false;
  if (made !== undefined) awaited.set(made, callback);
  return result;
}
