/** Which of Node's modules a handler comes by, and what is left out of those. */
import asyncHooks from 'node:async_hooks';
import v8 from 'node:v8';
import { describeDialect } from '../../dialects/dialects.ts';

const Refusal = Error;

export function refusal(what: string): Error {
  return new Refusal(`ERR_ACCESS_DENIED: no handler ${what} here`);
}

/** The modules that a handler of the dialect may have, with and without the prefix: names, in an object that inherits none. */
export function modulesOf(dialect: string): Readonly<Record<string, string>> {
  const names: Record<string, string> = { __proto__: null } as never;
  for (const name of describeDialect(dialect).allowedModules) {
    names[name] = name;
    if (name.startsWith('node:')) names[name.slice('node:'.length)] = name;
  }
  return Object.freeze(names);
}

/** What has modules by other ways than an import. */
export function keepModules(allowed: Readonly<Record<string, string>>): void {
  const get = process.getBuiltinModule as (name: string) => object | undefined;
  process.getBuiltinModule = function getBuiltinModule(name: string) {
    if (typeof name !== 'string' || !allowed[name]) throw refusal(`has the module '${String(name)}'`);
    return get(name);
  } as typeof process.getBuiltinModule;
}

/** The functions of Node's that show what is not the handler's, or that change the runtime. */
export function closeRuntime(): void {
  refuse(process, 'has the inner modules of Node', ['binding', '_linkedBinding']);
  refuse(process, 'loads native code', ['dlopen']);
  Object.defineProperty(process, 'mainModule', { value: undefined });
  // The flags are frozen: to set one would abort the process without a sentence.
  refuse(v8, 'sets flags of the runtime', ['setFlagsFromString']);
  // A picture of the heap shows every string, the key too.
  refuse(v8, 'looks at its own heap', ['getHeapSnapshot', 'writeHeapSnapshot', 'queryObjects']);
  // The harness has asynchronous work, too.
  refuse(asyncHooks, 'watches all that is asynchronous', ['createHook', 'executionAsyncResource']);
}

function refuse(owner: object, what: string, names: string[]): void {
  for (const name of names) {
    const refused = () => {
      throw refusal(what);
    };
    Object.defineProperty(refused, 'name', { value: name });
    Object.assign(owner, { [name]: refused });
  }
}
