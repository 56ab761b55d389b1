/** Which ways of starting a sandbox process this machine offers, strongest first, and why a stronger one is not among them. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { SandboxError } from '../sandbox-error.ts';
import { findProgram, librariesOf } from '../system/programs.ts';
import { createBare } from './bare.ts';
import { createBubblewrap } from './bubblewrap.ts';
import type { Isolation } from './command.ts';
import { createSandboxExec, SANDBOX_EXEC } from './sandbox-exec.ts';
import { seccompFilter } from './seccomp.ts';
import { thisArchitecture } from './system-calls.ts';

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
