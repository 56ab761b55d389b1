/** The command line of a sandbox process: layers L0 (own process, bare environment) and L1 (Node's permission model). */
import { HEAP_MIB } from './limits.ts';

export interface Command {
  file: string;
  args: string[];
  env: Record<string, string>;
}

/** `harness` is the one file that the process may read. It may write none, reach no network, and start nothing. */
export function sandboxCommand(harness: string): Command {
  return {
    file: process.execPath,
    args: [
      '--permission',
      `--allow-fs-read=${harness}`,
      '--no-addons',
      '--no-experimental-sqlite',
      '--disable-sigusr1',
      '--trace-sigint',
      `--max-old-space-size=${HEAP_MIB}`,
      harness,
    ],
    env: { NODE_DISABLE_COLORS: '1' },
  };
}
