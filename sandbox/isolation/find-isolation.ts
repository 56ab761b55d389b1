/** Which ways of starting a sandbox process this machine offers, strongest first, and why a stronger one is not among them. */
import { spawnSync } from 'node:child_process';
import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  existsSync,
  linkSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { createBare } from './bare.ts';
import { createBubblewrap } from './bubblewrap.ts';
import type { Isolation } from './command.ts';
import { createSandboxExec, SANDBOX_EXEC } from './sandbox-exec.ts';
import { seccompFilter } from './seccomp.ts';
import { thisArchitecture } from './system-calls.ts';

/** Where the system's own programs are: a folder that the user can write is no place to look for them. */
const PROGRAM_FOLDERS = ['/usr/bin', '/bin', '/usr/sbin', '/sbin'];

/** Why a way of isolating cannot be had, and what to do about it. */
export interface Missing {
  reason: string;
  remedy: string;
}

export interface Offers {
  /** Strongest first; the last one is layers L0 and L1. */
  isolations: Isolation[];
  /** What is known to be missing before anything was tried. */
  missing?: Missing;
}

/**
 * `folder` is where the seccomp filter and a copy of the runtime may go; `tools` are programs that the self-test needs inside.
 * @throws SandboxError when learner code would have to run as root.
 */
export function findIsolations(folder: string, tools: readonly string[] = []): Offers {
  const { platform } = process;
  const root = process.getuid?.() === 0;
  const [setpriv, prlimit, bwrap] = platform === 'linux' ? ['setpriv', 'prlimit', 'bwrap'].map(findProgram) : [];
  if (root && !setpriv) {
    throw new SandboxError(
      'Expected another user than root, or util-linux with setpriv to become one: learner code never runs as root. Start the workshop as another user.',
    );
  }
  const bare = createBare({ platform, setpriv, prlimit, root });
  if (platform === 'darwin' && existsSync(SANDBOX_EXEC)) return { isolations: [createSandboxExec(), bare] };
  if (platform !== 'linux') return { isolations: [bare], missing: NOT_HERE };
  if (!bwrap || !prlimit) return { isolations: [bare], missing: NO_PROGRAMS };
  const libraries = librariesOf([prlimit, ...tools]);
  const parts = { bwrap, prlimit, setpriv, root, libraries, tools };
  const unfiltered = createBubblewrap(parts);
  const filter = filterFile(folder);
  if (!filter) return { isolations: [unfiltered, bare], missing: NO_FILTER };
  return { isolations: [createBubblewrap({ ...parts, filter }), unfiltered, bare] };
}

export function findProgram(name: string): string | undefined {
  return PROGRAM_FOLDERS.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

const NOT_HERE: Missing = {
  reason: 'namespaces are Linux’s own',
  remedy: 'run the workshop on Linux, or in a Linux virtual machine',
};

const NO_PROGRAMS: Missing = {
  reason: 'bubblewrap or util-linux is not installed',
  remedy: 'install them (on Debian and Ubuntu: apt-get install bubblewrap util-linux)',
};

const NO_FILTER: Missing = {
  reason: `there is no seccomp filter for the architecture ${process.arch}`,
  remedy: 'run the workshop on x64 or arm64',
};

/** Written once: processes that start read it at any time. */
function filterFile(folder: string): string | undefined {
  const architecture = thisArchitecture();
  if (!architecture) return undefined;
  const file = join(folder, 'seccomp.bpf');
  if (!existsSync(file)) writeFileSync(file, seccompFilter(architecture));
  return file;
}

/** What is asked of the system to explain a refusal. */
export interface SystemFacts {
  /** The content of a file below /proc/sys; undefined where there is none. */
  setting(path: string): string | undefined;
  container: boolean;
}

/** Why bubblewrap could not start anything, by what it said and by the system. */
export function explainRefusal(said: string, { setting, container }: SystemFacts = thisSystem()): Missing {
  const words = said.trim().split('\n').at(-1)?.slice(0, 200) ?? '';
  if (/can't mount proc|mount proc/i.test(words)) {
    return {
      reason: `a container masks /proc (${words})`,
      remedy: 'run the workshop outside the container, or with its masks off (docker: --security-opt systempaths=unconfined)',
    };
  }
  if (/seccomp/i.test(words)) {
    return {
      reason: `this system takes no seccomp filter (${words})`,
      remedy: 'run a kernel with CONFIG_SECCOMP_FILTER, and a container that lets its programs set filters',
    };
  }
  if (setting('/proc/sys/user/max_user_namespaces') === '0' || setting('/proc/sys/kernel/unprivileged_userns_clone') === '0') {
    return {
      reason: 'this system has no user namespaces for ordinary users',
      remedy: 'as root: sysctl -w user.max_user_namespaces=15000 kernel.unprivileged_userns_clone=1',
    };
  }
  if (setting('/proc/sys/kernel/apparmor_restrict_unprivileged_userns') === '1') {
    return {
      reason: `AppArmor keeps user namespaces from bubblewrap (${words})`,
      remedy: 'allow it with an AppArmor profile for bwrap, or as root: sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    };
  }
  if (container) {
    return {
      reason: `the container forbids new namespaces (${words})`,
      remedy:
        'run the workshop outside the container, or allow them (docker: --security-opt seccomp=unconfined --security-opt apparmor=unconfined)',
    };
  }
  return { reason: `bubblewrap could not start (${words || 'it said nothing'})`, remedy: 'try: bwrap --unshare-all --ro-bind / / true' };
}

function readSetting(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch {
    return undefined;
  }
}

function thisSystem(): SystemFacts {
  return { setting: readSetting, container: existsSync('/.dockerenv') || existsSync('/run/.containerenv') };
}

/** What the dynamic linker loads for these programs. */
export function librariesOf(programs: readonly string[]): { path: string; file: string }[] {
  return librariesIn(spawnSync('/usr/bin/ldd', programs, { encoding: 'utf8', env: {} }).stdout ?? '');
}

/** What `ldd` has listed: the path that the linker asks for, and the file behind it. */
export function librariesIn(listing: string): { path: string; file: string }[] {
  const paths = new Set([...listing.matchAll(/(?:=> |^\s+)(\/\S+) \(0x/gm)].map(([, path]) => path as string));
  return [...paths].map((path) => ({ path, file: realpathSync(path) }));
}

/** Node where whoever runs learner code can reach it: itself, or a copy in the folder where root drops to another user. */
export function reachableNode(folder: string): string {
  if (process.getuid?.() !== 0 || reachable(process.execPath)) return process.execPath;
  const copy = join(folder, 'node');
  try {
    linkSync(process.execPath, copy);
    if (!(statSync(copy).mode & 0o001)) throw new Error('not executable by others');
  } catch {
    // What was linked is the runtime itself, and keeps its mode.
    rmSync(copy, { force: true });
    copyFileSync(process.execPath, copy, constants.COPYFILE_FICLONE);
    chmodSync(copy, 0o755);
  }
  return copy;
}

/** Whether every user may pass through all of its folders and run it. */
export function reachable(path: string): boolean {
  for (let at = realpathSync(path); ; at = dirname(at)) {
    if (!(statSync(at).mode & 0o001)) return false;
    if (at === dirname(at)) return true;
  }
}

/**
 * The descriptors that this process inherited and would hand on: Node marks what it opens itself, so the unmarked ones came from
 * whoever started it. Linux only; elsewhere none is known.
 */
export function inheritedDescriptors(): number[] {
  const CLOSE_ON_EXEC = 0o2000000;
  try {
    accessSync('/proc/self/fdinfo');
    return readdirSync('/proc/self/fdinfo')
      .map(Number)
      .filter((fd) => fd > 2 && isOpenFor(fd, CLOSE_ON_EXEC));
  } catch {
    return [];
  }
}

function isOpenFor(fd: number, mark: number): boolean {
  const flags = /^flags:\s+(\d+)/m.exec(readSetting(`/proc/self/fdinfo/${fd}`) ?? '')?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & mark) === 0;
}
