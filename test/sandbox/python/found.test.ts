import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { toFound } from '../../../sandbox/runtimes/python/found.ts';
import type { Interpreter } from '../../../sandbox/runtimes/python/interpreter.ts';
import { makeFolder } from '../../helpers/folder.ts';

const TOLD = { implementation: 'CPython', version: '3.13.1', tag: 'cpython-313', canMakeEnvironments: true };

function interpreter(root: string, own: string[], entries: string[]): Interpreter {
  const standard = [join(root, 'lib'), join(root, 'lib', 'lib-dynload')];
  return { ...TOLD, base: join(root, 'python3.13'), standard, own, packages: { versions: { fastapi: '0.165.0' }, entries } };
}

test('of a virtual environment all packages are readable, of the system’s those alone that FastAPI needs', async () => {
  await using folder = await makeFolder();
  const [own, system] = [join(folder.path, 'venv', 'site-packages'), join(folder.path, 'usr', 'dist-packages')];
  const entries = [join(own, 'fastapi'), join(system, 'yaml'), join(system, 'six.py')];
  const found = await toFound(interpreter(folder.path, [own], entries), 'learner');
  const library = join(folder.path, 'lib');
  expect(found.readable).toEqual([library, own, join(system, 'yaml'), join(system, 'six.py')]);
  expect(found.path).toEqual([library, join(library, 'lib-dynload'), own, system]);
});

test('packages beside the standard library are hidden, but for those that FastAPI needs', async () => {
  await using folder = await makeFolder();
  const packages = join(folder.path, 'lib', 'site-packages');
  await mkdir(packages, { recursive: true });
  const found = await toFound(interpreter(folder.path, [], [join(packages, 'fastapi')]), 'system');
  expect(found.hidden).toEqual([packages]);
  expect(found.readable).toEqual([join(folder.path, 'lib'), join(packages, 'fastapi')]);
  expect(found.versions).toEqual({ fastapi: '0.165.0', python: '3.13.1' });
});
