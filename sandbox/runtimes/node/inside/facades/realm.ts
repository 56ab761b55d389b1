/** Makes the realm of the harness, and loads the harness into it. */
import { constants, createContext, Script } from 'node:vm';
import type { Harness } from '../harness/harness.ts';
import type { Host } from '../harness/host.ts';

/** The bundle of the harness: put in when this file is bundled. */
declare const HARNESS_CODE: string;

type Start = (host: Host) => Harness;

export function openRealm(): Start {
  const realm = createContext(constants.DONT_CONTEXTIFY, { codeGeneration: { strings: false, wasm: false } });
  // The name that its frames have in a stack, which is that of the bundle around it.
  const load = new Script(`(module => {${HARNESS_CODE}\n})`, { filename: 'inside.cjs' }).runInContext(realm) as (module: object) => void;
  const module: { exports?: { start: Start } } = {};
  load(module);
  if (!module.exports) throw new Error('The harness exports nothing.');
  return module.exports.start;
}
