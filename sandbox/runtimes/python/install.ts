/** Makes a virtual environment in a folder, and installs what a lock file names. pip's own configuration decides from where. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pythonIn } from './environment.ts';
import type { MissingPython } from './found.ts';
import { explainFailure } from './pip-failure.ts';
import { type Ended, type ProgramBounds, runProgram } from './run-program.ts';

const CREATE_MS = 3 * 60_000;
const INSTALL_MS = 15 * 60_000;

export interface Installing {
  /** The interpreter that it is made from. */
  base: string;
  folder: string;
  requirements: string;
  environment: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** A package comes: its place among all of them. */
  onPackage(name: string, count: number, total: number): void;
}

/** undefined when it is there; otherwise what failed. */
export async function install(installing: Installing): Promise<MissingPython | undefined> {
  const { base, folder, requirements, environment, signal, onPackage } = installing;
  const bounds = { environment: forPip(environment), signal };
  const failed = (what: string, ended: Ended) => explainFailure({ ...ended, what, folder });
  const created = await run(base, ['-I', '-m', 'venv', join(folder, '/')], { ...bounds, boundMs: CREATE_MS });
  if (created.code !== 0) return failed('making a virtual environment', created);
  const python = pythonIn(folder);
  const onLine = countPackages(await readFile(requirements, 'utf8'), onPackage);
  const installed = await run(python, [...INSTALL, '-r', requirements], { ...bounds, boundMs: INSTALL_MS, onLine });
  if (installed.code !== 0) return failed('installing the packages', installed);
  // A handler cannot install anything: it has no use for them.
  const tidied = await run(python, [...PIP, 'uninstall', '--yes', '--quiet', 'setuptools', 'pip'], { ...bounds, boundMs: CREATE_MS });
  return tidied.code === 0 ? undefined : failed('removing pip', tidied);
}

const PIP = ['-I', '-u', '-m', 'pip', '--disable-pip-version-check', '--no-input'];
const INSTALL = [
  ...[...PIP, 'install', '--require-hashes', '--no-deps', '--only-binary', ':all:', '--compile'],
  ...['--progress-bar', 'off', '--no-warn-script-location'],
];

/** Whoever runs the workshop may have told pip to install elsewhere: not this time. */
function forPip(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const elsewhere = /^(PYTHON.*|PIP_(USER|TARGET|PREFIX|ROOT|PYTHON|DRY_RUN|NO_COMPILE|NO_BINARY)|VIRTUAL_ENV|__PYVENV_LAUNCHER__)$/i;
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !elsewhere.test(name)));
}

/** With a mask that lets other users read: learner code runs as one where the workshop is root. */
function run(file: string, args: readonly string[], bounds: ProgramBounds): Promise<Ended> {
  if (process.platform === 'win32') return runProgram(file, args, bounds);
  return runProgram('/bin/sh', ['-c', 'umask 022; exec "$0" "$@"', file, ...args], bounds);
}

/** pip tells which packages it leaves out on this system, then each that it fetches, or has on the disk. */
function countPackages(requirements: string, onPackage: Installing['onPackage']): (line: string) => void {
  let total = requirements.match(/^[\w.-]+==/gm)?.length ?? 0;
  let count = 0;
  return (line) => {
    if (line.startsWith('Ignoring ')) total--;
    const [, fetched, onDisk] = /^(?:Collecting ([\w.-]+)|Processing .*[\\/](\w[\w.]*)-[^\\/]*\.whl)/.exec(line) ?? [];
    const name = fetched ?? onDisk?.replaceAll('_', '-');
    if (name) onPackage(name, ++count, total);
  };
}
