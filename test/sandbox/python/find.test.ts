import { chmod, mkdir, rename, rm, writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { findPython } from '../../../sandbox/runtimes/python/find.ts';
import { setUpPython } from '../../../sandbox/runtimes/python/set-up.ts';
import { FakeSystem, PACKAGES } from '../../helpers/python.ts';

const OLD = { ...PACKAGES, versions: { fastapi: '0.92.0', uvicorn: '0.17.6' } };

function find(fake: FakeSystem, given: Partial<Parameters<typeof findPython>[0]> = {}) {
  const { dataFolder, requirements } = fake;
  return findPython({ dataFolder, requirements, environment: {}, system: fake.system(), systemPython: fake.at('nothing'), ...given });
}

function setUp(fake: FakeSystem) {
  const { dataFolder, requirements } = fake;
  return setUpPython({ dataFolder, requirements, system: fake.system() });
}

test('the learner’s own environment is used before the workshop’s, and that before the system’s packages', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3');
  const systemPython = await fake.python('old', { packages: OLD });
  const own = await fake.python('own', { packages: OLD });
  expect(await find(fake, { systemPython })).toMatchObject({ from: 'system', versions: OLD.versions });
  await setUp(fake);
  expect(await find(fake, { systemPython })).toMatchObject({ from: 'workshop', versions: PACKAGES.versions });
  const environment = { SOCKET_CLINIC_PYTHON: own };
  expect(await find(fake, { systemPython, environment })).toMatchObject({ from: 'learner', python: own, versions: OLD.versions });
});

test('SOCKET_CLINIC_PYTHON may name a program, one in the PATH, or the folder of a virtual environment', async () => {
  await using fake = await FakeSystem.make();
  const own = await fake.python('own');
  await mkdir(fake.at('venv', 'bin'), { recursive: true });
  await rename(await fake.python('other'), fake.at('venv', 'bin', 'python'));
  for (const name of [own, 'own', fake.at('venv')])
    expect(await find(fake, { environment: { SOCKET_CLINIC_PYTHON: name } })).toMatchObject({ from: 'learner' });
});

test('an own environment that cannot serve FastAPI gets a sentence, and no other takes its place', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3');
  await setUp(fake);
  await fake.python('bare', { packages: { ...PACKAGES, lacking: 'there is no package uvicorn' } });
  await fake.python('ancient', { version: '3.9.18' });
  await fake.python('pypy3', { implementation: 'PyPy' });
  await fake.program(fake.at('bin', 'shell'), 'echo hello');
  const missing = (SOCKET_CLINIC_PYTHON: string) => find(fake, { environment: { SOCKET_CLINIC_PYTHON } });
  expect(await missing('bare')).toEqual({
    reason: 'SOCKET_CLINIC_PYTHON names bare: there is no package uvicorn',
    remedy: `${fake.at('bin', 'bare')} -m pip install fastapi 'uvicorn[standard]'`,
  });
  expect(await missing('ancient')).toMatchObject({ reason: expect.stringContaining('it is Python 3.9.18, older than 3.10') });
  expect(await missing('pypy3')).toMatchObject({ reason: expect.stringContaining('it is PyPy, not CPython') });
  expect(await missing('shell')).toMatchObject({ reason: expect.stringContaining('it is not a Python 3 that answers') });
  expect(await missing('/nowhere')).toMatchObject({ reason: 'SOCKET_CLINIC_PYTHON names /nowhere, where there is neither of the two' });
});

test('with an interpreter and no environment the remedy is to set one up', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3');
  expect(await find(fake)).toEqual({
    reason: 'the environment for FastAPI has not been set up',
    remedy: 'npm run clinic -- setup fastapi',
  });
});

test('an environment of another lock file, without its marker, or behind an upgraded Python is not used', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3');
  await setUp(fake);
  const environment = `${fake.dataFolder}/python/fastapi`;
  expect(await find(fake)).toMatchObject({ from: 'workshop' });
  await fake.python(`${environment}/bin/python`, { version: '3.14.0', tag: 'cpython-314' });
  expect(await find(fake)).toHaveProperty('remedy');
  await fake.python(`${environment}/bin/python`);
  expect(await find(fake)).toMatchObject({ from: 'workshop' });
  await writeFile(fake.at('changed.txt'), 'fastapi==0.166.0\n');
  expect(await find(fake, { requirements: fake.at('changed.txt') })).toHaveProperty('remedy');
  await rm(`${environment}/socket-clinic.json`);
  expect(await find(fake)).toHaveProperty('remedy');
});

test('where the workshop is root, what another user cannot read is refused', async () => {
  await using fake = await FakeSystem.make();
  await mkdir(fake.at('private'));
  await chmod(fake.at('private'), 0o700);
  const own = await fake.python(fake.at('private', 'python3'));
  const environment = { SOCKET_CLINIC_PYTHON: own };
  expect(await find(fake, { environment })).toMatchObject({ from: 'learner' });
  expect(await find(fake, { environment, system: fake.system({ isRoot: true }) })).toMatchObject({
    reason: `SOCKET_CLINIC_PYTHON names ${own}: learner code never runs as root, and another user cannot read ${own}`,
  });
});
