/** Takes from Node what the harness needs, before any learner code runs. Nothing of it is looked up later. */
import asyncHooks from 'node:async_hooks';
import fs from 'node:fs';
import { Socket } from 'node:net';
import { performance } from 'node:perf_hooks';
import { Duplex } from 'node:stream';
import { types } from 'node:util';
import v8 from 'node:v8';
import type { Getters, Handle, Node } from '../harness/host.ts';

const { apply } = Reflect;
const { utf8Slice } = Buffer.prototype as unknown as { utf8Slice(start: number, end: number): string };
const LearnersError = Error;

/** Each is taken out of its module here: what stands in a module can be replaced later, and a name of an import follows that. */
export function takeFromNode(commands: Handle): Node {
  const { createHook, executionAsyncId } = asyncHooks;
  const { fstatSync, readSync, writeSync } = fs;
  const { ref, unref } = commands;
  const { setImmediate, clearImmediate, setTimeout, setInterval } = globalThis;
  const { reallyExit } = process as NodeJS.Process & { reallyExit(code: number): never };
  const { exit } = process;
  const { onInit, onSettled } = v8.promiseHooks;
  const { isPromise } = types;
  const events = getter(performance.nodeTiming, 'uvMetricsInfo') as () => { events: number };
  const timing = performance.nodeTiming;
  return {
    writeSync: (fd, text) => writeSync(fd, text),
    readSync: (fd, into) => readSync(fd, into),
    fstatSync: (fd) => fstatSync(fd),
    decode: (bytes) => apply(utf8Slice, bytes, [0, bytes.length]),
    hold: (hold) => apply(hold ? ref : unref, commands, []),
    reallyExit: (code) => apply(reallyExit, process, [code]),
    exit: (code) => apply(exit, process, [code]),
    setImmediate: (relay) => setImmediate(relay),
    clearImmediate: (immediate) => clearImmediate(immediate),
    setTimeout: (relay, ms) => setTimeout(relay, ms),
    setInterval: (relay, ms) => setInterval(relay, ms),
    hook: ({ init, after }) => {
      createHook({
        trackPromises: false,
        init: contained((id, type, _trigger, resource) => init(id, type, resource)),
        after: contained((id) => after(id)),
      }).enable();
    },
    executionAsyncId: () => executionAsyncId(),
    onPromiseInit: (hook) => void onInit(contained(() => hook())),
    onPromiseSettled: (hook) => void onSettled(contained((promise) => hook(promise))),
    isPromise: (value) => isPromise(value),
    asyncIdOf: (job) => ('getAsyncId' in job ? (job as { getAsyncId(): number }).getAsyncId() : undefined),
    loopEvents: () => apply(events, timing, []).events,
    getters: gettersOf(commands),
    handleOf: (socket) => (socket as Socket & { _handle: Handle })._handle,
    readStateOf: (socket) => (socket as unknown as Reading)._readableState,
  };
}

type Reading = Duplex & { _readableState: object };
type Hook = (first: never, second: never, third: never, fourth: never) => void;

/** The runtime calls it on a handler's own stack. Where that is full, the error would be one of the other realm's, and uncaught. */
function contained<Given extends Hook>(hook: Given): Given {
  const call: Hook = (first, second, third, fourth) => {
    try {
      hook(first, second, third, fourth);
    } catch {}
  };
  return call as Given;
}

/** The stack of whoever calls the harness. */
export function stackHere(): string {
  try {
    return String(new LearnersError().stack);
  } catch {
    return ''; // Learner code may have broken stack traces.
  }
}

function gettersOf(handle: Handle): Getters {
  return {
    bytesRead: getter(handle, 'bytesRead'),
    fd: getter(handle, 'fd'),
    totalRead: getter(Socket.prototype, 'bytesRead'),
    totalWritten: getter(Socket.prototype, 'bytesWritten'),
    writableLength: getter(Duplex.prototype, 'writableLength'),
    destroyed: getter(Duplex.prototype, 'destroyed'),
    ended: getter((new Duplex() as Reading)._readableState, 'ended'),
    writableEnded: getter(Duplex.prototype, 'writableEnded'),
    writableFinished: getter(Duplex.prototype, 'writableFinished'),
  } as Getters;
}

/** Wherever on its prototypes an object has it. */
function getter(owner: object, name: string): () => unknown {
  for (let each: object | null = owner; each !== null; each = Object.getPrototypeOf(each)) {
    const found = Object.getOwnPropertyDescriptor(each, name)?.get;
    if (found) return found;
  }
  throw new Error(`Expected the runtime to have ${name}, got nothing.`);
}
