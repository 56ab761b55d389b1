/** Loads the learner's compiled module. Only the modules that its dialect has can be imported, by whatever way an import comes. */
import { registerHooks } from 'node:module';
import * as ws from 'ws';
import { WebSocketDisconnect } from '../../dialects/async/disconnect.ts';
import { HANDLER_URL } from '../stack-text.ts';
import { keepModules, modulesOf, refusal } from './modules.ts';
import { rememberCompiled } from './source-map.ts';
import type { Timers } from './timers.ts';

type Module = Record<string, unknown>;

const HANDED_OUT_URL = 'clinic-module:';
/** The global name under which they are found while they are loaded. That is before any learner code is, and then it is gone. */
const HANDED_OUT = 'clinicModules';

export interface Clinic {
  setTimeout: Timers['setTimeout'];
  sleepSync(ms: number): void;
}

/** What a handler's module exports. */
export interface Exported {
  default?: unknown;
  settings?: unknown;
}

/** Loads the modules that are no module of Node's, and gives what then loads a handler. */
export async function prepareModules(clinic: Clinic): Promise<(code: string, dialect: string) => Promise<Exported>> {
  const handedOut: Record<string, Module> = { clinic: clinicModule(clinic), ws: { ...ws } };
  let allowed: Readonly<Record<string, string>> | undefined;
  let code = '';
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === HANDLER_URL) return { url: HANDLER_URL, format: 'module', shortCircuit: true };
      const name = allowed === undefined ? specifier : allowed[specifier];
      if (name === undefined) throw refusal(`imports '${specifier}'`);
      if (!(name in handedOut)) return next(name, context);
      return { url: `${HANDED_OUT_URL}${name}`, format: 'module', shortCircuit: true };
    },
    load(url, context, next) {
      if (url === HANDLER_URL) return { source: code, format: 'module', shortCircuit: true };
      if (!url.startsWith(HANDED_OUT_URL)) return next(url, context);
      return { source: reexport(url.slice(HANDED_OUT_URL.length), handedOut), format: 'module', shortCircuit: true };
    },
  });
  Object.assign(globalThis, { [HANDED_OUT]: handedOut });
  for (const name of Object.keys(handedOut)) await import(name);
  Reflect.deleteProperty(globalThis, HANDED_OUT);
  return async (given, dialect) => {
    code = given;
    rememberCompiled(given);
    allowed = modulesOf(dialect);
    keepModules(allowed);
    return (await import(HANDLER_URL)) as Exported;
  };
}

function reexport(name: string, handedOut: Record<string, Module>): string {
  const names = Object.keys(handedOut[name] ?? {}).filter((key) => key !== 'default');
  const from = `globalThis.${HANDED_OUT}[${JSON.stringify(name)}]`;
  const lines = names.map((key) => `export const ${key} = ${from}[${JSON.stringify(key)}];`);
  return [...lines, `export default ${from}.default ?? ${from};`].join('\n');
}

function clinicModule({ setTimeout, sleepSync }: Clinic): Module {
  const after = Number;
  return {
    WebSocketDisconnect,
    /** Waits without blocking, on the virtual clock. */
    sleep: function sleep(ms: number): Promise<void> {
      return new Promise((resolve) => setTimeout(() => resolve(), ms));
    },
    sleepSync: function sleepSync_(ms: number): void {
      sleepSync(after(ms));
    },
  };
}
