// Replaces every function of every prototype and namespace of the language, to look at what passes. Put behind the walker, as text.

const suspicious: string[] = [];
let passed = 0;
let looking = false;

function look(where: string, value: unknown): void {
  passed += 1;
  if (suspicious.length > 20) return;
  if (isForeign(value)) suspicious[suspicious.length] = `${where}: an object of another realm`;
  if (typeof value === 'string' && isTold(value)) suspicious[suspicious.length] = `${where}: ${value}`;
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

function watchAll(): void {
  for (const [name, owner] of Object.entries(OWNERS)) watchOwner(name, owner);
  for (const each of PROTOTYPES) watchOwner(`${each.name}.prototype`, each.prototype);
  const iterators = [[][Symbol.iterator](), new Map().entries(), new Set().values(), ''[Symbol.iterator](), 'a'.matchAll(/a/g)];
  for (const each of iterators) watchOwner('an iterator', getPrototypeOf(each));
}

function watchOwner(where: string, owner: any): void {
  const keys = ownKeys(owner);
  for (let index = 0; index < keys.length; index++) {
    const key = keys[index] as string;
    if (key === 'constructor' || key === 'prototype' || key === '__proto__' || (owner === Function.prototype && typeof key === 'symbol'))
      continue;
    const descriptor = getOwnPropertyDescriptor(owner, key);
    if (!descriptor?.configurable) continue;
    const name = `${where}.${String(key)}`;
    const isClass = typeof descriptor.value === 'function' && descriptor.value.prototype !== undefined;
    if (typeof descriptor.value === 'function' && !isClass)
      defineProperty(owner, key, { ...descriptor, value: watched(name, descriptor.value) });
    else if (descriptor.get) defineProperty(owner, key, { ...descriptor, get: watched(name, descriptor.get) });
  }
}
