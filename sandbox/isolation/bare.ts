/**
 * Layers L0 and L1: what every system offers. On Linux util-linux adds that the process ends with the workshop, bounds its memory and
 * files, and drops root: learner code never runs as root.
 */
import { CPU_SECONDS, FILE_BYTES, OPEN_FILES } from '../system/limits.ts';
import { type MemoryQuestion, PROC, PS, TASKLIST } from '../system/memory-poll.ts';
import type { Command, Exit, Isolation, Program } from './command.ts';

/** The user and group that run learner code where the workshop itself is root; `nobody` on every Linux that we know. */
export const NOBODY = 65_534;

export interface BareParts {
  platform: NodeJS.Platform;
  /** Paths of util-linux's programs, where they are. */
  setpriv?: string;
  prlimit?: string;
  /** The workshop runs as root. */
  root: boolean;
}

export function createBare({ platform, setpriv, prlimit, root }: BareParts): Isolation {
  return {
    name: 'none',
    toolPath: (file) => file,
    command(program: Program): Command {
      const before = [
        ...(setpriv ? [setpriv, ...(root ? dropRoot() : []), '--pdeathsig', 'KILL'] : []),
        ...(prlimit ? [prlimit, ...resourceLimits(program)] : []),
      ];
      const [file = program.file, ...args] = [...before, program.file, ...program.args((path) => path)];
      const handOver = platform === 'win32' ? 'send' : 'inherit';
      return { file, args, env: program.environment, handOver, runtimePid: itself, memory: memoryQuestion(platform), exit: asItIs };
    },
  };
}

function memoryQuestion(platform: NodeJS.Platform): MemoryQuestion {
  if (platform === 'win32') return TASKLIST;
  return platform === 'linux' ? PROC : PS;
}

export function dropRoot(): string[] {
  return [`--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups', '--no-new-privs'];
}

/** Without the number of processes: that counts all of the user's, and the user may be the learner. */
export function resourceLimits({ dataBytes }: Program): string[] {
  return [`--data=${dataBytes}`, `--nofile=${OPEN_FILES}`, `--fsize=${FILE_BYTES}`, '--core=0', `--cpu=${CPU_SECONDS}`];
}

export function itself(started: number | undefined): number | undefined {
  return started;
}

function asItIs(exit: Exit): Exit {
  return exit;
}
