/** What the editor's language server reads of FastAPI: stubs of the very packages that handlers run on. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { Typing } from '../dialect.ts';
import { type FoundPython, isMissing, type MissingPython } from './found.ts';
import { plainEnvironment } from './interpreter.ts';
import { runProgram } from './run-program.ts';

const SCRIPT = fileURLToPath(new URL('stubs.py', import.meta.url));
const BOUND_MS = 60_000;

const stubsSchema = z.record(z.string(), z.string());
const read = new WeakMap<FoundPython, Promise<Typing[]>>();

/** None for as long as FastAPI is missing, or where its sources cannot be read. Read once for each Python. */
export async function readStubs(find: () => Promise<FoundPython | MissingPython>): Promise<Typing[]> {
  const found = await find();
  if (isMissing(found)) return [];
  const known = read.get(found) ?? readFrom(found);
  read.set(found, known);
  return known;
}

async function readFrom({ python, path }: FoundPython): Promise<Typing[]> {
  const args = ['-I', '-S', '-B', SCRIPT, JSON.stringify(path)];
  const { code, stdout } = await runProgram(python, args, { environment: plainEnvironment(), boundMs: BOUND_MS });
  if (code !== 0) return [];
  return Object.entries(stubsSchema.parse(JSON.parse(stdout))).map(([name, content]) => ({ path: name, content }));
}
