import { writeFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import {
  type Preparation,
  type PreparationOptions,
  type PreparationState,
  startPreparation,
} from '../../../sandbox/runtimes/python/preparation.ts';
import { setUpPython } from '../../../sandbox/runtimes/python/set-up.ts';
import { running } from '../../helpers/processes.ts';
import { FakeSystem, hang, PACKAGES } from '../../helpers/python.ts';

const OLD = { ...PACKAGES, versions: { fastapi: '0.92.0', uvicorn: '0.17.6' } };
const READY = { state: 'ready', stack: 'FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.1' };

class Watched implements AsyncDisposable {
  readonly preparation: Preparation;
  readonly states: PreparationState[];

  constructor(fake: FakeSystem, given: Partial<PreparationOptions> = {}) {
    const { dataFolder, requirements } = fake;
    const system = { system: fake.system(), systemPython: fake.at('nothing'), environment: {} };
    this.preparation = startPreparation({ dataFolder, requirements, ...system, setUp: true, ...given });
    this.states = [this.preparation.current()];
    this.preparation.onChange((state) => this.states.push(state));
  }

  /** Settles with the first state of this kind, from now on or now. */
  async until(kind: PreparationState['state']): Promise<PreparationState> {
    while (this.preparation.current().state !== kind) {
      await new Promise<void>((resolve) => {
        const ignore = this.preparation.onChange(() => {
          ignore();
          resolve();
        });
      });
    }
    return this.preparation.current();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.preparation.close();
  }
}

test('where a Python is there and nothing is prepared it looks, sets FastAPI up package by package, and is ready', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  await using watched = new Watched(fake);
  expect(await watched.until('ready')).toEqual(READY);
  expect(watched.states).toEqual([
    { state: 'looking' },
    { state: 'being-set-up', sentence: 'Looking for a Python for FastAPI …' },
    { state: 'being-set-up', sentence: 'Making an environment for FastAPI with Python 3.13.1 …' },
    { state: 'being-set-up', sentence: 'Installing fastapi for FastAPI (1 of 2) …', progress: { count: 1, total: 2 } },
    READY,
  ]);
  expect(await watched.preparation.find()).toMatchObject({ from: 'workshop' });
});

test('what is prepared is ready without a word about a set-up, and pip is not called', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  const { dataFolder, requirements } = fake;
  await setUpPython({ dataFolder, requirements, system: fake.system() });
  await using watched = new Watched(fake);
  await watched.until('ready');
  expect(watched.states).toEqual([{ state: 'looking' }, READY]);
  expect(await fake.calls(' install ')).toBe(1);
});

test('an environment is set up before the system’s older packages are used; where that fails they are', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  const systemPython = await fake.python('old', { packages: OLD });
  await using current = new Watched(fake, { systemPython });
  expect(await current.until('ready')).toEqual(READY);
  await using other = await FakeSystem.make();
  await other.python('python3', { pip: 'exit 1' });
  await using settled = new Watched(other, { systemPython });
  expect(await settled.until('ready')).toMatchObject({ stack: expect.stringContaining('on uvicorn 0.17.6') });
});

test('the learner’s own environment is taken as it is, and nothing is set up beside it', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  const own = await fake.python('own', { packages: OLD });
  await using watched = new Watched(fake, { environment: { SOCKET_CLINIC_PYTHON: own } });
  expect(await watched.until('ready')).toMatchObject({ stack: expect.stringContaining('on uvicorn 0.17.6') });
  await using wrong = new Watched(fake, { environment: { SOCKET_CLINIC_PYTHON: '/nowhere' } });
  expect(await wrong.until('missing')).toMatchObject({ reason: expect.stringContaining('SOCKET_CLINIC_PYTHON names /nowhere') });
  expect(await fake.calls('venv')).toBe(0);
});

test('with the set-up switched off it says what is missing and the command, and makes nothing', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  await using watched = new Watched(fake, { setUp: false });
  expect(await watched.until('missing')).toEqual({
    state: 'missing',
    reason: 'the environment for FastAPI has not been set up',
    remedy: 'npm run clinic -- setup fastapi',
  });
  expect(await fake.calls('venv')).toBe(0);
});

test('without a Python it names the one command for this system', async () => {
  await using fake = await FakeSystem.make();
  await fake.program(fake.at('bin', 'apt-get'), '');
  await using watched = new Watched(fake);
  expect(await watched.until('missing')).toMatchObject({
    reason: expect.stringContaining('no Python from 3.10 on was found'),
    remedy: 'sudo apt-get install python3 python3-venv',
  });
});

test('a run that comes during the set-up is told so at once, and one that comes while it looks waits for the answer', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: hang(fake.at('pids')) });
  await using watched = new Watched(fake);
  await fake.pids();
  expect(await watched.preparation.find()).toEqual({
    reason: 'it is being set up',
    remedy: 'press Run again when the page says that it is ready',
  });
  await using own = new Watched(fake, { environment: { SOCKET_CLINIC_PYTHON: await fake.python('own') } });
  expect(own.preparation.current()).toEqual({ state: 'looking' });
  expect(await own.preparation.find()).toMatchObject({ from: 'learner' });
});

test('what was set up by hand meanwhile is found by the next run, and the page is told', async () => {
  await using fake = await FakeSystem.make();
  await using watched = new Watched(fake);
  await watched.until('missing');
  expect(await watched.preparation.find()).toMatchObject({ reason: expect.stringContaining('no Python') });
  await fake.python();
  const { dataFolder, requirements } = fake;
  await setUpPython({ dataFolder, requirements, system: fake.system() });
  expect(await watched.preparation.find()).toMatchObject({ from: 'workshop' });
  expect(watched.states.at(-1)).toEqual(READY);
});

test('it is tried again when somebody asks, and only where something is missing', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: 'exit 1' });
  await using watched = new Watched(fake);
  await watched.until('missing');
  await fake.python();
  watched.preparation.again();
  await watched.until('ready');
  watched.preparation.again();
  expect(watched.preparation.current()).toEqual(READY);
  expect(await fake.calls(' install ')).toBe(2);
});

test('closing it in the middle leaves no process and no folder, and tells nobody anything', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: hang(fake.at('pids')) });
  await using watched = new Watched(fake);
  const pids = await fake.pids();
  expect(running(pids)).toHaveLength(2);
  const told = watched.states.length;
  await watched.preparation.close();
  expect(running(pids)).toEqual([]);
  expect(watched.states).toHaveLength(told);
  expect(await fake.environments()).toEqual([]);
});

test('a data folder that cannot be written to is something that is missing, never a failure', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  await writeFile(fake.at('file'), '');
  await using watched = new Watched(fake, { dataFolder: fake.at('file', 'data') });
  expect(await watched.until('missing')).toMatchObject({ reason: expect.stringMatching(/^the set-up in .* failed \(E/) });
});
