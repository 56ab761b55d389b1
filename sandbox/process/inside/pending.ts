/**
 * Work that goes on outside of JavaScript, on another thread, and comes back by itself: that of libuv's thread pool, and what V8 does on
 * threads of its own.
 */
import type { Transform } from 'node:stream';
import { types } from 'node:util';

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
const compressing = new Set<Transform>();
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
  maker.run = watched(maker.run, (result, job) => {
    if (types.isPromise(result)) promises.add(result);
    else if (result === undefined && job.getAsyncId) running.add(job.getAsyncId());
  });
}

/** Functions whose promise settles when V8 has done what it does on its own threads, such as those of WebAssembly. */
export function watchPromisesOf<Owner extends object>(owner: Owner, names: readonly (keyof Owner)[]): void {
  for (const name of names) {
    const descriptor = Object.getOwnPropertyDescriptor(owner, name);
    const value = watched(descriptor?.value, (promise) => {
      if (types.isPromise(promise) && !settledDuringCall?.has(promise)) promises.add(promise);
    });
    if (descriptor) Object.defineProperty(owner, name, { ...descriptor, value });
  }
}

/** A proxy has the name, the length and the text of its target, gives nothing away, and is called as the target is. */
function watched<Called>(target: Called, look: (result: unknown, self: Job) => void): Called {
  return new Proxy(target as object, {
    apply(call, self, given) {
      settledDuringCall = new Set();
      try {
        const result = Reflect.apply(call as () => unknown, self, given);
        look(result, self);
        return result;
      } finally {
        settledDuringCall = undefined;
      }
    },
  }) as Called;
}

/** async_hooks sees one resource for all of a stream's work in the thread pool, so each piece of it is counted where it begins. */
export function watchCompression(base: { _transform: Transform['_transform'] }): void {
  const transform = base._transform;
  base._transform = function (this: Transform, chunk, encoding, done) {
    compressing.add(this);
    this.once('close', () => compressing.delete(this));
    transform.call(this, chunk, encoding, (...given) => {
      compressing.delete(this);
      done(...given);
    });
  };
}
