/** Real servers for a test, each a process of its own on a free port of loopback. */
import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import type { Backend } from './backend.ts';
import { Program } from './processes.ts';

const SERVERS = 'test/helpers/servers';

/** Waits until it listens. */
async function listening(program: Program): Promise<Backend> {
  const line = await Promise.race([program.line('listening '), program.exited]);
  if (typeof line !== 'string') throw new Error(`Expected a server, which ended with ${program.exitCode} before it listened.`);
  return { port: Number(line.split(' ')[1]), [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}

export function startNodeBackend(behaviour: string): Promise<Backend> {
  return listening(new Program(process.execPath, [join(SERVERS, 'node-backend.mjs'), behaviour]));
}

/** The Python that has the servers which the tests alone need: `cli/install-test-tools.mjs` makes it, and writes down that it is whole. */
const FOLDER = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'socket-clinic', 'servers');
const SERVERS_PYTHON = join(FOLDER, 'bin', 'python');
/** They are never skipped where the tests have to be complete. */
export const WITHOUT_SERVERS = process.env.CI !== 'true' && !existsSync(join(FOLDER, 'made-from.txt'));
if (WITHOUT_SERVERS) process.stderr.write('Skipped, without the servers of Python: run node cli/install-test-tools.mjs.\n');

export type Stack = 'uvicorn' | 'hypercorn' | 'websockets' | 'daphne';

/** `on`: another Python than that, and where its packages are. */
export function startPythonBackend(stack: Stack, behaviour: string, on?: { python: string; packages: string[] }): Promise<Backend> {
  const path = on ? { PYTHONPATH: on.packages.join(delimiter) } : undefined;
  return listening(new Program(on?.python ?? SERVERS_PYTHON, ['-B', join(SERVERS, 'serve.py'), stack, behaviour], path));
}
