/** Node as the program of a sandbox process. */
import type { Program } from '../../isolation/command.ts';
import { librariesOf } from '../../system/programs.ts';
import { DATA_BYTES, HEAP_MIB, POOL_THREADS } from './limits.ts';

/** Colours would put escape codes into error texts. The other is the number of threads in the runtime's pool. */
export const ENVIRONMENT = { NODE_DISABLE_COLORS: '1', UV_THREADPOOL_SIZE: String(POOL_THREADS) };

/** Tells a process that it has time to rehearse before its run. */
const UNHURRIED = { CLINIC_UNHURRIED: '1' };

export interface NodeProgramParts {
  /** Node itself, where whoever runs it can read it. */
  runtime: string;
  /** The one file of JavaScript. */
  script: string;
  args?: string[];
  /** false only for the self-test: it attacks the layers below Node's permission model. */
  permission?: boolean;
}

export function nodeProgram({ runtime, script, args = [], permission = true }: NodeProgramParts): Program {
  return {
    file: runtime,
    args: (at) => runtimeArguments(at(script), { permission, args }),
    environment: ENVIRONMENT,
    unhurried: UNHURRIED,
    reads: [script],
    libraries: process.platform === 'linux' ? loadedBy(runtime) : [],
    dataBytes: DATA_BYTES,
  };
}

/** Asked of the system once: the answer is the same for every process. */
const known = new Map<string, Program['libraries']>();

function loadedBy(runtime: string): Program['libraries'] {
  const found = known.get(runtime) ?? librariesOf([runtime]);
  known.set(runtime, found);
  return found;
}

/**
 * Layer L1: the arguments of the runtime. It may read the one script, write nothing, reach no network and start nothing.
 * `script` is the script's path as the runtime will see it.
 */
export function runtimeArguments(
  script: string,
  { permission = true, args = [] }: { permission?: boolean; args?: string[] } = {},
): string[] {
  const restricted = permission ? ['--permission', `--allow-fs-read=${script}`, '--no-addons', '--no-experimental-sqlite'] : [];
  // Tracing flags write files past Node's permission model, and another turns off the bounds checks of WebAssembly.
  const flags = ['--disable-sigusr1', '--trace-sigint', '--freeze-flags-after-init', `--max-old-space-size=${HEAP_MIB}`];
  // A process lives for one run, too short for V8 to find out by itself what is worth compiling.
  return [...restricted, ...flags, '--always-sparkplug', script, ...args];
}
