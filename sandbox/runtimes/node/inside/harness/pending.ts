/**
 * Work that goes on outside of JavaScript, on another thread, and comes back by itself: that of libuv's thread pool, and what V8 does on
 * threads of its own.
 */
import { host } from './host.ts';

/** What async_hooks calls the requests that libuv's thread pool has. Jobs, which are more, are known by their method `run`. */
const REQUEST = /^(FSREQ|GETADDRINFO|GETNAMEINFO)/;

/** A job of the runtime's, of node:crypto and its like: it is made, and then it runs. */
interface Job {
  run?(...given: unknown[]): unknown;
  getAsyncId?(): number;
}

type Resource = Job & { promise?: Promise<unknown> };

const requests = new Map<number, Resource>();
const running = new Set<number>();
const promises = new Set<unknown>();
const compressing = new Set<object>();
/** What has settled during a call that gives a promise: such a promise is nothing to wait for. */
let settledDuringCall: Set<unknown> | undefined;

/** Something is under way, and will come back by itself. */
export function isWorking(): boolean {
  return requests.size + running.size + promises.size + compressing.size > 0;
}

/** For async_hooks: a resource was made. */
export function resourceMade(id: number, type: string, resource: object): void {
  const maker = Object.getPrototypeOf(resource) as Job;
  if (Object.hasOwn(maker, 'run')) watchRuns(maker);
  else if (REQUEST.test(type)) requests.set(id, resource);
}

/** For async_hooks: a resource has called back. */
export function resourceCalledBack(id: number): void {
  requests.delete(id);
  running.delete(id);
}

/** For V8's promise hooks: the promise is resolved or rejected. */
export function promiseSettled(promise: unknown): void {
  settledDuringCall?.add(promise);
  promises.delete(promise);
  // A request that is refused is over, and never calls back.
  for (const [id, request] of requests) if (request.promise === promise) requests.delete(id);
}

const watchedMakers = new WeakSet<object>();

/**
 * A job is made in the same way whether it then runs on this thread, calls back, or settles a promise. What `run` gives tells them
 * apart: the result, nothing, or the promise.
 */
function watchRuns(maker: Job): void {
  if (watchedMakers.has(maker)) return;
  watchedMakers.add(maker);
  host.watchRuns(maker);
}

/** A call begins that may give a promise for what another thread does. */
export function callBegins(): void {
  settledDuringCall = new Set();
}

/** What the `run` of a job gave, or a function whose promise settles when V8 has done what it does on its own threads. */
export function callGave(result: unknown, job: object | undefined): void {
  if (host.isPromise(result)) {
    if (!settledDuringCall?.has(result)) promises.add(result);
  } else if (job && result === undefined) {
    const id = host.asyncIdOf(job);
    if (id !== undefined) running.add(id);
  }
}

export function callIsOver(): void {
  settledDuringCall = undefined;
}

/** A stream hands a piece of work to the thread pool, or has it back. async_hooks sees one resource for all of them. */
export function compresses(stream: object, begins: boolean): void {
  if (begins) compressing.add(stream);
  else compressing.delete(stream);
}
