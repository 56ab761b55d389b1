/** How a sandbox process is started, and how it is reached and read from outside. */
import { HEAP_MIB, POOL_THREADS } from '../process/limits.ts';
import type { MemoryQuestion } from '../process/memory-poll.ts';

export interface Exit {
  code: number | null;
  signal: string | null;
}

export interface Command {
  file: string;
  args: string[];
  env: Record<string, string>;
  /** The file to be read on `FILTER_FD`. */
  filter?: string;
  /** Whether connections are inherited as descriptors, or sent over Node's process channel (Windows cannot inherit sockets). */
  handOver: 'inherit' | 'send';
  /** The runtime's own process, given the one that was started. undefined when it cannot be found. */
  runtimePid(started: number | undefined): number | undefined;
  /** How to ask for the runtime's memory. */
  memory: MemoryQuestion;
  /** How the runtime ended, given how the started process did. */
  exit(exit: Exit): Exit;
}

/** What a command runs: one file of JavaScript, in the runtime that runs the workshop. */
export interface Program {
  /** The file, as the workshop sees it. */
  script: string;
  args?: string[];
  /** false only for the self-test: it attacks the layers below Node's permission model. */
  permission?: boolean;
}

/** One way to start a program so that it can reach less. */
export interface Isolation {
  name: 'bubblewrap' | 'bubblewrap without a filter' | 'sandbox-exec' | 'none';
  command(program: Program): Command;
  /** Where a program of the system that was bound for the self-test is found inside. */
  toolPath(file: string): string;
}

/** Colours would put escape codes into error texts. The other is the number of threads in the runtime's pool. */
export const ENVIRONMENT = { NODE_DISABLE_COLORS: '1', UV_THREADPOOL_SIZE: String(POOL_THREADS) };

/**
 * Layer L1: the arguments of the runtime. It may read the one script, write nothing, reach no network and start nothing.
 * `script` is the script's path as the runtime will see it.
 */
export function runtimeArguments(script: string, { permission = true, args = [] }: Omit<Program, 'script'> = {}): string[] {
  const restricted = permission ? ['--permission', `--allow-fs-read=${script}`, '--no-addons', '--no-experimental-sqlite'] : [];
  // Tracing flags write files past Node's permission model, and another turns off the bounds checks of WebAssembly.
  const flags = ['--disable-sigusr1', '--trace-sigint', '--freeze-flags-after-init', `--max-old-space-size=${HEAP_MIB}`];
  return [...restricted, ...flags, script, ...args];
}
