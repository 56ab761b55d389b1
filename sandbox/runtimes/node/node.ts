/** Node, for the dialects in TypeScript. */
import { join } from 'node:path';
import type { Attacker } from '../../isolation/attacker.ts';
import type { Exit, Program } from '../../isolation/command.ts';
import type { RuntimeWords } from '../../process/hosted.ts';
import { RunFolder } from '../../system/run-folder.ts';
import { dialectsOn } from '../dialect.ts';
import type { Runtime } from '../runtime.ts';
import { Compiler } from './compile/compiler.ts';
import { buildAttack, buildHarness } from './compile/harness.ts';
import { locateIn } from './compile/locate.ts';
import { explainError } from './explain-error.ts';
import { placeIn, RuntimesWords } from './inside/stack-text.ts';
import { PROCESS_BYTES } from './limits.ts';
import { ENVIRONMENT, nodeProgram } from './program.ts';
import { reachableNode } from './reachable-node.ts';

/** The runtime's last words when its heap is full, and when the system refused it memory. */
const MEMORY_WORDS =
  /heap out of memory|heap limit|array buffer allocation failed|out of memory|bad_alloc|failed to (allocate|reserve)|allocation failed/i;
/** How an abort is told where there are no signals. */
const ABORT_EXIT = 134;

export const NODES_WORDS: RuntimeWords = {
  /** `--trace-sigint` prints the stack. */
  interrupt: { signal: 'SIGINT', placeIn },
  openWords: () => new RuntimesWords(),
  explainError,
  /** Only the runtime's own abort says it: an error of the handler's may speak of memory, too. */
  ranOutOfMemory: ({ code, signal }: Exit, words) => (signal !== null || code === ABORT_EXIT) && MEMORY_WORDS.test(words),
};

export function createNode(): Runtime {
  const compiler = new Compiler();
  return {
    ...NODES_WORDS,
    id: 'node',
    dialects: dialectsOn('node'),
    processBytes: PROCESS_BYTES,
    program: writeProgram,
    attacker: writeAttacker,
    compile: (source, dialect) => compiler.compile(source, dialect),
    locateIn,
    warm: () => compiler.warm(),
    close: () => compiler.close(),
  };
}

/** The bundle of everything that runs inside a sandbox process. */
async function writeProgram(folder: string): Promise<Program> {
  const script = join(folder, 'inside.cjs');
  buildHarness(script);
  await RunFolder.share(script);
  return nodeProgram({ runtime: reachableNode(folder), script });
}

export async function writeAttacker(folder: string): Promise<Attacker> {
  const script = join(folder, 'attack.mjs');
  buildAttack(script);
  await RunFolder.share(script);
  const runtime = reachableNode(folder);
  return {
    runtime: 'node',
    environment: Object.keys(ENVIRONMENT),
    program: (target, { permission }) => nodeProgram({ runtime, script, args: [target], permission }),
  };
}
