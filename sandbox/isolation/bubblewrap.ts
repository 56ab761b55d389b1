/**
 * Layers L2 to L6 on Linux: bubblewrap makes namespaces in which there is no network, no file but the runtime, its libraries and the
 * harness, and no other process; prlimit bounds what runs in them; a seccomp filter denies what reaches out of them all the same.
 *
 * Root drops to another user first: bubblewrap started by root leaves the process root's rights over the host's files.
 */
import { constants } from 'node:os';
import { basename } from 'node:path';
import { PROCESSES, SHARED_MEMORY_BYTES, TEMPORARY_BYTES } from '../process/limits.ts';
import { PROC } from '../process/memory-poll.ts';
import { FILTER_FD } from '../process/messages.ts';
import { onlyChild } from '../process/only-child.ts';
import { dropRoot, NOBODY, resourceLimits } from './bare.ts';
import { type Command, ENVIRONMENT, type Exit, type Isolation, type Program, runtimeArguments } from './command.ts';

export interface BubblewrapParts {
  bwrap: string;
  prlimit: string;
  setpriv?: string;
  /** The workshop runs as root. */
  root: boolean;
  runtime: string;
  /** What the runtime and prlimit load: the path that they ask for, and the file behind it. */
  libraries: readonly { path: string; file: string }[];
  /** The file with the seccomp filter. */
  filter?: string;
  /** Programs that the self-test needs inside. */
  tools?: readonly string[];
}

/** Where the runtime, prlimit and the script are found inside. */
const ROOM = '/sandbox';

export function createBubblewrap({ bwrap, prlimit, setpriv, root, runtime, libraries, filter, tools = [] }: BubblewrapParts): Isolation {
  const before = setpriv ? [setpriv, ...(root ? dropRoot() : []), '--pdeathsig', 'KILL'] : [];
  return {
    name: filter ? 'bubblewrap' : 'bubblewrap without a filter',
    toolPath: (file) => `${ROOM}/${basename(file)}`,
    command(program: Program): Command {
      const script = `${ROOM}/${basename(program.script)}`;
      const binds = [
        ...libraries.flatMap(({ path, file }) => ['--ro-bind', file, path]),
        ...tools.flatMap((tool) => ['--ro-bind', tool, `${ROOM}/${basename(tool)}`]),
        ...['--ro-bind', runtime, `${ROOM}/node`, '--ro-bind', prlimit, `${ROOM}/prlimit`, '--ro-bind', program.script, script],
      ];
      const limits = [`${ROOM}/prlimit`, ...resourceLimits(), `--nproc=${PROCESSES}`];
      const [file = bwrap, ...args] = [
        ...before,
        bwrap,
        ...namespaces(),
        ...(filter ? ['--seccomp', String(FILTER_FD)] : []),
        ...binds,
        ...smallFileSystems(),
        ...limits,
        `${ROOM}/node`,
        ...runtimeArguments(script, program),
      ];
      return { file, args, env: {}, filter, handOver: 'inherit', runtimePid: grandchild, memory: PROC, exit: unwrapped };
    },
  };
}

function namespaces(): string[] {
  const user = ['--uid', String(NOBODY), '--gid', String(NOBODY)];
  const environment = Object.entries(ENVIRONMENT).flatMap(([name, value]) => ['--setenv', name, value]);
  return [
    ...['--unshare-all', '--unshare-user', '--disable-userns', '--die-with-parent', '--new-session', '--cap-drop', 'ALL'],
    ...['--hostname', 'sandbox', ...user, '--clearenv', ...environment],
  ];
}

/** bubblewrap's own root, /dev and /dev/shm are writable without a bound. */
function smallFileSystems(): string[] {
  return [
    ...['--proc', '/proc', '--ro-bind', '/proc/sys', '/proc/sys', '--dev', '/dev', '--remount-ro', '/dev'],
    ...['--size', String(SHARED_MEMORY_BYTES), '--tmpfs', '/dev/shm', '--size', String(TEMPORARY_BYTES), '--tmpfs', '/tmp'],
    ...['--remount-ro', '/', '--chdir', '/tmp'],
  ];
}

/** bubblewrap starts an init, and that starts the runtime. */
function grandchild(started: number | undefined): number | undefined {
  return onlyChild(onlyChild(started));
}

/** bubblewrap tells a signal as a shell does: 128 and its number. */
function unwrapped({ code, signal }: Exit): Exit {
  const name = Object.entries(constants.signals).find(([, number]) => code !== null && number === code - 128)?.[0];
  return name ? { code: null, signal: name } : { code, signal };
}
