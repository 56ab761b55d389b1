/**
 * How many connections are being handled: those that are open, and those that have ended while an async listener of theirs still goes
 * on. `ws` drops what a listener gives, so its promise is looked at here, and not touched: a rejection stays unheard, as it would be.
 */
import type { EventEmitter } from 'node:events';
import { inspect, types } from 'node:util';
import { WebSocket, WebSocketServer } from 'ws';

type Listener = (this: unknown, ...given: unknown[]) => unknown;
type Add = (this: EventEmitter, event: string | symbol, listener: Listener) => EventEmitter;
/** Which connection a call of a listener is about. */
type ConnectionOf = (self: unknown, given: unknown[]) => unknown;

const ADDERS = ['on', 'addListener', 'prependListener'] as const;
/** So many promises of one connection are kept before those that have settled are let go. */
const KEPT = 64;

/** What the listeners of each connection gave. */
const underWay = new Map<WebSocket, Set<Promise<unknown>>>();
const watchedListeners = new WeakSet<object>();

/** Before any learner code runs: the classes are those that a handler imports. */
export function watchHandling(): void {
  watch(WebSocketServer.prototype, (_server, given) => given.find((one) => one instanceof WebSocket));
  watch(WebSocket.prototype, (socket) => socket);
}

export function runningHandlers(): number {
  for (const [socket, promises] of underWay) {
    letGo(promises);
    if (promises.size === 0 && socket.readyState === WebSocket.CLOSED) underWay.delete(socket);
  }
  return underWay.size;
}

function watch(emitter: EventEmitter, connectionOf: ConnectionOf): void {
  for (const name of ADDERS) {
    const add = emitter[name] as Add;
    // Named as the method that it stands for.
    const { [name]: adds } = {
      [name](this: EventEmitter, event: string | symbol, listener: Listener): EventEmitter {
        const known = typeof listener !== 'function' || watchedListeners.has(listener);
        return Reflect.apply(add, this, [event, known ? listener : watched(listener, connectionOf)]) as EventEmitter;
      },
    };
    Object.defineProperty(emitter, name, { value: adds, writable: true, configurable: true });
  }
}

/** Found by the listener that it stands for, as those of `once` are, so that it can be taken off by it. */
function watched(listener: Listener & { listener?: Listener }, connectionOf: ConnectionOf): Listener {
  const stand = function (this: unknown, ...given: unknown[]): unknown {
    const connection = connectionOf(this, given);
    const result = Reflect.apply(listener, this, given);
    if (connection instanceof WebSocket) follow(connection, result);
    return result;
  };
  watchedListeners.add(stand);
  return Object.assign(stand, { listener: listener.listener ?? listener });
}

function follow(connection: WebSocket, result: unknown): void {
  const promises = underWay.get(connection) ?? new Set();
  underWay.set(connection, promises);
  if (types.isPromise(result)) promises.add(result);
  if (promises.size > KEPT) letGo(promises);
}

function letGo(promises: Set<Promise<unknown>>): void {
  for (const promise of promises) if (!isPending(promise)) promises.delete(promise);
}

/** The runtime tells it to whoever looks, and to nobody who asks. */
function isPending(promise: Promise<unknown>): boolean {
  return inspect(promise, { customInspect: false, depth: 0 }).includes('<pending>');
}
