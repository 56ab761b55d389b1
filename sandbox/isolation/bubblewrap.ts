/**
 * Layers L2 to L6 on Linux: bubblewrap makes namespaces in which there is no network, no file but the runtime, its libraries and the
 * harness, and no other process; prlimit bounds what runs in them; a seccomp filter denies what reaches out of them all the same.
 *
 * Root drops to another user first: bubblewrap started by root leaves the process root's rights over the host's files.
 */
import { constants } from 'node:os';
import { basename } from 'node:path';
import { FILTER_FD } from '../system/descriptors.ts';
import { PROCESSES, SHARED_MEMORY_BYTES, TEMPORARY_BYTES } from '../system/limits.ts';
import { PROC } from '../system/memory-poll.ts';
import { onlyChild } from '../system/only-child.ts';
import { dropRoot, NOBODY, resourceLimits } from './bare.ts';
import type { Command, Exit, Isolation, Program } from './command.ts';

export interface BubblewrapParts {
  bwrap: string;
  prlimit: string;
  setpriv?: string;
  /** The workshop runs as root. */
  root: boolean;
  /** What prlimit loads: the path that it asks for, and the file behind it. */
  libraries: readonly { path: string; file: string }[];
  /** The file with the seccomp filter. */
  filter?: string;
  /** Programs that the self-test needs inside. */
  tools?: readonly string[];
}

/** Where prlimit, the runtime and what it reads are found inside, but for what is bound in place. */
const ROOM = '/sandbox';
/** A folder of its own: what is bound in place may lie below /tmp, too, and its folders stand there. */
const WORKING_FOLDER = '/tmp/handler';

export function createBubblewrap({ bwrap, prlimit, setpriv, root, libraries, filter, tools = [] }: BubblewrapParts): Isolation {
  const before = setpriv ? [setpriv, ...(root ? dropRoot() : []), '--pdeathsig', 'KILL'] : [];
  return {
    name: filter ? 'bubblewrap' : 'bubblewrap without a filter',
    toolPath: inRoom,
    command(program: Program): Command {
      const at = (path: string) => (isInPlace(path, program) ? path : inRoom(path));
      const binds = [
        ...[...libraries, ...program.libraries].flatMap(({ path, file }) => ['--ro-bind', file, path]),
        ...[...tools, prlimit, program.file, ...program.reads]
          .filter((path) => !isInPlace(path, program))
          .flatMap((path) => ['--ro-bind', path, inRoom(path)]),
        ...inPlace(program),
      ];
      const limits = [inRoom(prlimit), ...resourceLimits(program), `--nproc=${PROCESSES}`];
      const [file = bwrap, ...args] = [
        ...before,
        bwrap,
        ...namespaces(program),
        ...(filter ? ['--seccomp', String(FILTER_FD)] : []),
        ...smallFileSystems(),
        ...binds,
        ...['--dir', WORKING_FOLDER, '--remount-ro', '/', '--chdir', WORKING_FOLDER],
        ...limits,
        at(program.file),
        ...program.args(at),
      ];
      return { file, args, env: {}, filter, handOver: 'inherit', runtimePid: grandchild, memory: PROC, exit: unwrapped };
    },
  };
}

function namespaces({ environment: given }: Program): string[] {
  const user = ['--uid', String(NOBODY), '--gid', String(NOBODY)];
  const environment = Object.entries(given).flatMap(([name, value]) => ['--setenv', name, value]);
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
  ];
}

function inRoom(path: string): string {
  return `${ROOM}/${basename(path)}`;
}

function isInPlace(path: string, { inPlace = [] }: Program): boolean {
  return inPlace.some((place) => isBelow(path, place));
}

function isBelow(path: string, folder: string): boolean {
  return path === folder || path.startsWith(`${folder}/`);
}

/** A folder that is hidden is covered before what is needed of it is bound. */
function inPlace({ inPlace: places = [], hidden = [] }: Program): string[] {
  const later = places.filter((place) => hidden.some((folder) => isBelow(place, folder)));
  const bind = (path: string) => ['--ro-bind', path, path];
  const first = places.filter((place) => !later.includes(place));
  return [...first.flatMap(bind), ...hidden.flatMap((folder) => ['--tmpfs', folder, '--chmod', '0555', folder]), ...later.flatMap(bind)];
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
