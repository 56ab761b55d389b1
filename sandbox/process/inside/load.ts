/** Loads the learner's compiled module. Only the modules that the harness hands out can be imported. */
import { registerHooks } from 'node:module';
import * as ws from 'ws';
import { WebSocketDisconnect } from '../../dialects/async/connection.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import { describeDialect } from '../../dialects/dialects.ts';
import { sleepSync } from './clock.ts';
import { rememberCompiled } from './source-map.ts';
import { HANDLER_URL } from './testimony.ts';

const HANDED_OUT: Record<string, Record<string, unknown>> = {
  clinic: { WebSocketDisconnect, sleep, sleepSync },
  ws: { ...ws },
};
const HANDED_OUT_URL = 'clinic-module:';

/** The learner's default export. Rejects with whatever the module throws while it is evaluated. */
export async function loadHandler(code: string, dialect: Dialect): Promise<unknown> {
  rememberCompiled(code);
  const allowed = new Set(describeDialect(dialect).allowedModules);
  Object.assign(globalThis, { [Symbol.for('clinic.modules')]: HANDED_OUT });
  registerHooks({
    resolve(specifier, context, next) {
      if (specifier === HANDLER_URL) return { url: HANDLER_URL, format: 'module', shortCircuit: true };
      if (context.parentURL !== HANDLER_URL) return next(specifier, context);
      const name = specifier in HANDED_OUT || specifier.startsWith('node:') ? specifier : `node:${specifier}`;
      if (!allowed.has(name)) throw new Error(`A handler cannot import '${specifier}' here.`);
      return name in HANDED_OUT ? { url: `${HANDED_OUT_URL}${name}`, format: 'module', shortCircuit: true } : next(name, context);
    },
    load(url, context, next) {
      if (url === HANDLER_URL) return { source: code, format: 'module', shortCircuit: true };
      if (url.startsWith(HANDED_OUT_URL))
        return { source: reexport(url.slice(HANDED_OUT_URL.length)), format: 'module', shortCircuit: true };
      return next(url, context);
    },
  });
  const module = (await import(HANDLER_URL)) as { default?: unknown };
  return module.default;
}

function reexport(name: string): string {
  const names = Object.keys(HANDED_OUT[name] ?? {}).filter((key) => key !== 'default');
  const from = `globalThis[Symbol.for('clinic.modules')][${JSON.stringify(name)}]`;
  const lines = names.map((key) => `export const ${key} = ${from}[${JSON.stringify(key)}];`);
  return [...lines, `export default ${from}.default ?? ${from};`].join('\n');
}

/** Waits without blocking, on the virtual clock. */
function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
