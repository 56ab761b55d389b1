/** The system that Python is looked for on, and the one command that installs what is missing. */
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { reachable } from '../../system/programs.ts';

export interface System {
  platform: NodeJS.Platform;
  /** Then learner code runs as another user, who must be able to read what it needs. */
  isRoot: boolean;
  /** Where programs are looked for, in this order. */
  folders: readonly string[];
}

export function thisSystem(environment: NodeJS.ProcessEnv = process.env): System {
  const { platform } = process;
  const given = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const usual = platform === 'win32' ? [] : ['/usr/local/bin', '/usr/bin'];
  return { platform, isRoot: process.getuid?.() === 0, folders: [...new Set([...given, ...usual])] };
}

/** Why the user who runs learner code cannot read it; undefined when they can. */
export function unreadable(paths: readonly string[], { isRoot }: System): string | undefined {
  const path = isRoot ? paths.find((each) => !isReachable(each)) : undefined;
  return path && `learner code never runs as root, and another user cannot read ${path}`;
}

function isReachable(path: string): boolean {
  try {
    return reachable(path);
  } catch {
    return false;
  }
}

export function installPython(system: System): string {
  if (system.platform === 'darwin') return 'brew install python';
  if (system.platform === 'win32') return 'winget install Python.Python.3.13';
  const install = packageManager(system);
  return install ? asRoot(system, install.python) : 'install Python 3.10 or newer with its module venv';
}

/** For a Python that is there, and came without what makes virtual environments. */
export function installVenv(system: System): string {
  const install = system.platform === 'linux' ? packageManager(system) : undefined;
  return install?.venv ? asRoot(system, install.venv) : installPython(system);
}

const MANAGERS = [
  { program: 'apt-get', python: 'apt-get install python3 python3-venv', venv: 'apt-get install python3-venv' },
  { program: 'dnf', python: 'dnf install python3' },
  { program: 'zypper', python: 'zypper install python313' },
  { program: 'pacman', python: 'pacman -S python' },
  { program: 'apk', python: 'apk add python3' },
];

function packageManager({ folders }: System): (typeof MANAGERS)[number] | undefined {
  return MANAGERS.find(({ program }) => folders.some((folder) => existsSync(join(folder, program))));
}

function asRoot({ isRoot }: System, command: string): string {
  return isRoot ? command : `sudo ${command}`;
}
