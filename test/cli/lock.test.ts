/** The lock file: whole, so that `npm ci` installs from it on every system that the workshop runs on. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ROOT } from '../helpers/processes.ts';

interface Locked {
  version: string;
  resolved?: string;
  integrity?: string;
  os?: string[];
  cpu?: string[];
  dependencies?: Record<string, string>;
  devDependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
}

const { packages } = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as { packages: Record<string, Locked> };
const SYSTEMS = ['linux', 'darwin', 'win32'].flatMap((os) => ['x64', 'arm64'].map((cpu) => ({ os, cpu })));
/** Packages whose work is done by a package of the system's own. */
const NATIVE = ['esbuild', '@biomejs/biome', 'typescript', 'rolldown', 'lightningcss', 'oxc-parser', 'oxc-resolver'];

/** Where a package of this name is found from the package at `path`, as Node looks for it. */
function lookUp(path: string, name: string): Locked | undefined {
  const folders = [path, ...[...path.matchAll(/\/?node_modules\//g)].map(({ index }) => path.slice(0, index)).reverse()];
  return folders.map((folder) => packages[`${folder}${folder && '/'}node_modules/${name}`]).find(Boolean);
}

test('every package that a locked package needs is locked, those of other systems too', () => {
  const missing = Object.entries(packages).flatMap(([path, { dependencies, devDependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies })
      .filter((name) => !lookUp(path, name))
      .map((name) => `${name} of ${path}`),
  );
  expect(missing).toEqual([]);
});

test.each(SYSTEMS)('on $os and $cpu each native tool has its program', ({ os, cpu }) => {
  const without = NATIVE.filter((name) => {
    const path = `node_modules/${name}`;
    const offered = Object.keys(packages[path]?.optionalDependencies ?? {}).map((each) => lookUp(path, each));
    return !offered.some((each) => each?.os?.includes(os) && each.cpu?.includes(cpu));
  });
  expect(without).toEqual([]);
});

test('every package has its checksum, and none a place to load it from', () => {
  const locked = Object.entries(packages).filter(([path]) => path !== '');
  expect(locked.filter(([, { integrity, resolved }]) => !integrity || resolved).map(([path]) => path)).toEqual([]);
});
