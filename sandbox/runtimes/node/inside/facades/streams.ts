/** What the harness learns of a handler's streams, at functions that the handler has, too: each only says what it is asked to do. */
import type { Socket } from 'node:net';
import type { Transform } from 'node:stream';
import { DeflateRaw } from 'node:zlib';
import type { Harness } from '../harness/harness.ts';

const { apply } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/**
 * A frame is one write, or two that are corked together, and who writes the first of them writes both; a refusal of a handshake is
 * written with the end.
 */
export function watchWrites(socket: Socket, { wrote, noteWriter }: Pick<Harness, 'wrote' | 'noteWriter'>): void {
  const { write, end, cork, uncork } = socket;
  let corked: 'before its first write' | 'after it' | undefined;
  const writes = (data: string | Uint8Array | undefined | null) => {
    wrote(data?.length ?? 0);
    if (corked !== 'after it') noteWriter(socket);
    if (corked) corked = 'after it';
  };
  socket.cork = function (this: Socket) {
    corked = 'before its first write';
    return apply(cork, this, []);
  };
  socket.uncork = function (this: Socket) {
    corked = undefined;
    return apply(uncork, this, []);
  };
  socket.write = function (this: Socket, ...given: unknown[]) {
    writes(given[0] as Uint8Array);
    return apply(write, this, given);
  } as typeof write;
  socket.end = function (this: Socket, ...given: unknown[]) {
    if (given[0] && typeof given[0] !== 'function') writes(given[0] as Uint8Array);
    return apply(end, this, given);
  } as typeof end;
}

/** async_hooks sees one resource for all of a stream's work in the thread pool, so each piece of it is counted where it begins. */
export function watchCompression({ compresses }: Pick<Harness, 'compresses'>): void {
  const base = Object.getPrototypeOf(Object.getPrototypeOf(DeflateRaw.prototype)) as Pick<Transform, '_transform'>;
  const transform = base._transform;
  base._transform = function (this: Transform, chunk, encoding, done) {
    compresses(this, true);
    this.once('close', () => compresses(this, false));
    apply(transform, this, [
      chunk,
      encoding,
      (error?: Error | null, data?: unknown) => {
        compresses(this, false);
        done(error, data);
      },
    ]);
  };
}

type Calls = Pick<Harness, 'callBegins' | 'callGave' | 'callIsOver'>;

/** Functions whose promise settles when V8 has done what it does on its own threads. */
const ON_OTHER_THREADS = ['compile', 'instantiate', 'compileStreaming', 'instantiateStreaming'];

export function watchWebAssembly(calls: Calls): void {
  for (const name of ON_OTHER_THREADS) watchCalls(WebAssembly, name, calls);
}

/** A job of node:crypto and its like is made, and then it runs: on this thread, or on another. */
export function watchRuns(maker: object, calls: Calls): void {
  watchCalls(maker, 'run', calls);
}

/** A function of its own and no proxy: `util.inspect` shows a proxy's target. */
function watchCalls(owner: object, name: string, { callBegins, callGave, callIsOver }: Calls): void {
  const descriptor = getOwnPropertyDescriptor(owner, name);
  const call = descriptor?.value as ((...given: unknown[]) => unknown) | undefined;
  if (!call) return;
  const isJob = name === 'run';
  const value = function (this: object, ...given: unknown[]) {
    callBegins();
    try {
      const result = apply(call, this, given);
      callGave(result, isJob ? this : undefined);
      return result;
    } finally {
      callIsOver();
    }
  };
  // Without a prototype: a handler may have put a getter on all objects.
  defineProperty(value, 'name', { __proto__: null, value: name, configurable: true } as PropertyDescriptor);
  defineProperty(value, 'length', { __proto__: null, value: call.length, configurable: true } as PropertyDescriptor);
  defineProperty(owner, name, { __proto__: null, ...descriptor, value } as PropertyDescriptor);
}

/** A handler sees what is open, but for the stream of the workshop's commands. */
export function hideCommands(commands: Socket): void {
  const doors = process as unknown as { _getActiveHandles(): object[] };
  const handles = doors._getActiveHandles;
  doors._getActiveHandles = function _getActiveHandles() {
    const shown: object[] = [];
    const open = apply(handles, process, []);
    for (let index = 0; index < open.length; index++) if (open[index] !== commands) shown[shown.length] = open[index] as object;
    return shown;
  };
}
