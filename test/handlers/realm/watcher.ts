// Replaces every function of every prototype and namespace of the language, to look at what passes. Put behind the walker, as text.

const suspicious: string[] = [];
let passed = 0;
let looking = false;

function look(where: string, value: unknown): void {
  passed += 1;
  if (suspicious.length > 20) return;
  if (isForeign(value)) suspicious[suspicious.length] = `${where}: an object of another realm`;
  if (isForeign(onread(value))) suspicious[suspicious.length] = `${where}: a stream of the harness`;
  if (typeof value === 'string' && isTold(value)) suspicious[suspicious.length] = `${where}: ${value}`;
}

/** What a stream of libuv's calls with what it has read. */
function onread(value: any): unknown {
  try {
    return typeof value === 'object' && value !== null ? value.onread : undefined;
  } catch {
    return undefined;
  }
}

const { exec } = RegExp.prototype;
/** A command, what is told, or the key before it. */
const TOLD = /^[0-9a-f]{32}|"type":"(ready|loaded|rest|rested|connection|load|stats|leave|told|blocked|seen)"|"progress":/;

function isTold(text: string): boolean {
  return apply(exec, TOLD, [text]) !== null;
}

const { defineProperty } = Reflect;
const construct = Reflect.construct;

function watched(where: string, call: any): any {
  const replaced = function (this: unknown, ...given: unknown[]) {
    if (!looking) {
      looking = true;
      look(`this of ${where}`, this);
      for (let index = 0; index < given.length; index++) look(`an argument of ${where}`, given[index]);
      looking = false;
    }
    return new.target ? construct(call, given, new.target === replaced ? call : new.target) : apply(call, this, given);
  };
  defineProperty(replaced, 'name', { value: call.name });
  return replaced;
}

const OWNERS: Record<string, any> = {
  Object,
  Reflect,
  JSON,
  Math,
  Array,
  Number,
  String,
  Promise,
  Symbol,
  Proxy,
  ArrayBuffer,
  Atomics,
  BigInt,
  RegExp,
  Error,
  Date,
  Intl,
  Buffer,
  Typed: getPrototypeOf(Uint8Array),
  Iterator: (globalThis as any).Iterator,
};
const PROTOTYPES: any[] = [
  Object,
  Function,
  Array,
  Number,
  String,
  Boolean,
  Symbol,
  BigInt,
  Promise,
  Map,
  Set,
  WeakMap,
  WeakSet,
  WeakRef,
  RegExp,
  Error,
  Date,
  ArrayBuffer,
  SharedArrayBuffer,
  DataView,
  getPrototypeOf(Uint8Array),
  Buffer,
  (globalThis as any).Iterator,
  FinalizationRegistry,
];

let traps = 0;

/** What streams, timers and handles have, and what stands in the modules. */
function watchMore(trapped: boolean): void {
  const handles = (process as any)._getActiveHandles();
  const [socket] = handles.filter((each: any) => each._handle);
  const timeout = Object.getOwnPropertySymbols(socket.setTimeout(50)).map((key) => socket[key]).find((each) => each?._idleTimeout === 50);
  const seen = new Set<object>([Object.prototype]);
  for (let each of [socket, socket._handle, setImmediate(() => {}), timeout ?? {}])
    for (each = getPrototypeOf(each); each && !seen.has(each); each = getPrototypeOf(each)) {
      seen.add(each);
      watchOwner(each.constructor?.name ?? 'a prototype', each, true);
      if (trapped) trap(each);
    }
  for (const name of ['async_hooks', 'timers', 'timers/promises', 'events', 'util', 'perf_hooks', 'crypto', 'stream', 'url', 'zlib'])
    watchOwner(name, (process as any).getBuiltinModule(name));
}

/** What Node keeps in a timer goes through setters of ours, and is called by us. */
function trap(prototype: any): void {
  const names = prototype.constructor?.name === 'Immediate' ? ['_onImmediate'] : prototype.constructor?.name === 'Timeout' ? ['_onTimeout'] : [];
  const kept = new WeakMap<object, any>();
  for (const name of names)
    defineProperty(prototype, name, {
      configurable: true,
      set(call) {
        look(`the ${name} of a timer`, call);
        kept.set(this, call);
      },
      get() {
        const call = kept.get(this);
        return call && ((...given: unknown[]) => calledAtTheEnd(call, this, given));
      },
    });
}

/** First where the stack is full, and on the way back until it goes well. */
function calledAtTheEnd(call: any, self: unknown, given: unknown[]): void {
  let called = false;
  const deeper = () => {
    try {
      deeper();
    } catch (full) {
      look('what a full stack throws', full);
      if (!called)
        try {
          apply(call, self, given);
          called = true;
        } catch (error) {
          look('what a relay throws', error);
        }
      if (!called) throw full;
    }
  };
  deeper();
  if (traps++ < 5) console.log(JSON.stringify({ found: suspicious, passed }));
}

function watchAll(): void {
  for (const [name, owner] of Object.entries(OWNERS)) watchOwner(name, owner);
  for (const each of PROTOTYPES) watchOwner(`${each.name}.prototype`, each.prototype);
  const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g)];
  for (const each of iterators) watchOwner('an iterator', getPrototypeOf(each));
}

function watchOwner(where: string, owner: any, natives = false): void {
  const keys = ownKeys(owner);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    if (key === 'constructor' || key === 'prototype' || key === '__proto__' || (owner === Function.prototype && typeof key === 'symbol'))
      continue;
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (!descriptor?.configurable) continue;
    const name = `${where}.${String(key)}`;
    const isClass = !natives && typeof descriptor.value === 'function' && descriptor.value.prototype !== undefined;
    if (typeof descriptor.value === 'function' && !isClass)
      defineProperty(owner, key, { ...descriptor, value: watched(name, descriptor.value) });
    else if (descriptor.get) defineProperty(owner, key, { ...descriptor, get: watched(name, descriptor.get) });
  }
}
