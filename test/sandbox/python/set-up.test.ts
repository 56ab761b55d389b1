import { existsSync } from 'node:fs';
import { mkdir, readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { type SetUpEvent, setUpPython } from '../../../sandbox/runtimes/python/set-up.ts';
import { Program, ROOT, running, stillThere } from '../../helpers/processes.ts';
import { FakeSystem, hang } from '../../helpers/python.ts';

type Given = Partial<Parameters<typeof setUpPython>[0]>;

function setUp(fake: FakeSystem, given: Given = {}) {
  const { dataFolder, requirements } = fake;
  return setUpPython({ dataFolder, requirements, system: fake.system(), ...given });
}

/** Settles with the first event of this phase. */
function until(phase: SetUpEvent['phase'], given: (onEvent: (event: SetUpEvent) => void) => void): Promise<SetUpEvent> {
  return new Promise((resolve) => given((event) => event.phase === phase && resolve(event)));
}

test('it tells what it does, a package at a time, and at the end the versions', async () => {
  await using fake = await FakeSystem.make();
  const pip = `echo "Ignoring uvicorn: markers 'x' don't match your environment"; echo "Processing /disk/fastapi-0.165.0-py3-none-any.whl"`;
  const python = await fake.python('python3', { pip });
  const events: SetUpEvent[] = [];
  const result = await setUp(fake, { onEvent: (event) => events.push(event) });
  expect(result).toMatchObject({ python, from: 'workshop' });
  expect(events.map(({ sentence }) => sentence)).toEqual([
    'Looking for a Python for FastAPI …',
    'Making an environment for FastAPI with Python 3.13.1 …',
    'Installing fastapi for FastAPI (1 of 1) …',
    'FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.1 is ready',
  ]);
  expect(events.at(-1)).toMatchObject({ phase: 'ready' });
  expect(await fake.environments()).toEqual(['fastapi']);
});

test('pip installs what the lock file names with its hashes, builds nothing, and is then removed', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  await setUp(fake);
  const calls = (await readFile(fake.at('calls'), 'utf8')).split('\n').filter((call) => call.includes('pip'));
  expect(calls[0]).toMatch(/ install --require-hashes --no-deps --only-binary :all: .* -r \S+requirements\.txt$/);
  expect(calls[1]).toMatch(/ uninstall .* setuptools pip$/);
});

test('pip gets the user’s own configuration, but not another place to install to', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: `env > ${fake.at('environment')}` });
  const environment = {
    PATH: process.env.PATH,
    PIP_PROXY: 'proxy',
    PIP_CERT: 'cert',
    PIP_USER: '1',
    PIP_TARGET: 'there',
    PYTHONPATH: 'here',
  };
  await setUp(fake, { environment });
  const seen = await readFile(fake.at('environment'), 'utf8');
  expect(seen).toMatch(/^PIP_PROXY=proxy$/m);
  expect(seen).toMatch(/^PIP_CERT=cert$/m);
  expect(seen).not.toMatch(/PIP_USER|PIP_TARGET|PYTHONPATH/);
});

test('what is there and current is kept, and pip is not called', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  await setUp(fake);
  expect(await setUp(fake)).toMatchObject({ from: 'workshop' });
  expect(await fake.calls(' install ')).toBe(1);
});

test('a changed lock file, a changed Python and another --python make it anew', async () => {
  await using fake = await FakeSystem.make();
  const first = await fake.python();
  await setUp(fake);
  await writeFile(fake.requirements, 'fastapi==0.166.0\n');
  await setUp(fake);
  expect(await fake.calls(' install ')).toBe(2);
  await fake.python(join(fake.dataFolder, 'python', 'fastapi', 'bin', 'python'), { tag: 'cpython-314' });
  await setUp(fake);
  expect(await fake.calls(' install ')).toBe(3);
  await setUp(fake, { python: first });
  expect(await fake.calls(' install ')).toBe(3);
  const other = await fake.python('python3.12');
  expect(await setUp(fake, { python: other })).toMatchObject({ python: other });
  expect(await fake.calls(' install ')).toBe(4);
  expect(await fake.environments()).toEqual(['fastapi']);
});

test('half an environment is never used, and what others have left is cleared away', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  const python = join(fake.dataFolder, 'python');
  await mkdir(join(python, 'fastapi', 'bin'), { recursive: true });
  await fake.python(join(python, 'fastapi', 'bin', 'python'));
  await mkdir(join(python, 'fastapi.building-abc', 'bin'), { recursive: true });
  await mkdir(join(python, 'fastapi.replaced-1'));
  expect(await setUp(fake)).toMatchObject({ from: 'workshop' });
  expect(await fake.calls(' install ')).toBe(1);
  expect(await fake.environments()).toEqual(['fastapi']);
});

test('a pip that fails for no known reason is quoted, with what to do; the next time it is tried again', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: 'echo "ERROR: the moon is wrong" >&2; exit 1' });
  const events: SetUpEvent[] = [];
  const result = await setUp(fake, { onEvent: (event) => events.push(event) });
  expect(result).toEqual({
    reason: 'installing the packages failed (ERROR: the moon is wrong)',
    remedy: 'look at pip’s configuration (python3 -m pip config list), then: npm run clinic -- setup fastapi',
  });
  expect(events.at(-1)).toMatchObject({ phase: 'failed' });
  expect(await fake.environments()).toEqual([]);
  await fake.python();
  expect(await setUp(fake)).toMatchObject({ from: 'workshop' });
});

test('packages that were installed and cannot be imported are not moved in', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { packages: { versions: {}, entries: [], lacking: 'there is no package h11' } });
  expect(await setUp(fake)).toMatchObject({ reason: 'what has been installed cannot be used: there is no package h11' });
  expect(await fake.environments()).toEqual([]);
});

test('without a Python, and with one that does not fit, it says so', async () => {
  await using fake = await FakeSystem.make();
  expect(await setUp(fake)).toMatchObject({ reason: expect.stringContaining('no Python from 3.10 on was found') });
  const old = await fake.python('old', { version: '3.9.2' });
  expect(await setUp(fake, { python: old })).toEqual({
    reason: `${old} cannot be used: it is Python 3.9.2, older than 3.10`,
    remedy: 'name another Python with --python, or none',
  });
});

test('a data folder that cannot be made fails the set-up with a sentence, not the workshop', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  await writeFile(fake.at('file'), '');
  expect(await setUp(fake, { dataFolder: fake.at('file', 'data') })).toMatchObject({
    reason: expect.stringMatching(/^the set-up in .* failed \(E/),
  });
});

test('two at a time install once', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  const results = await Promise.all([setUp(fake), setUp(fake), setUp(fake)]);
  expect(results).toMatchObject(Array(3).fill({ from: 'workshop' }));
  expect(await fake.calls(' install ')).toBe(1);
});

test('a cancelled set-up leaves no process and no folder', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: hang(fake.at('pids')) });
  const stopping = new AbortController();
  const done = setUp(fake, { signal: stopping.signal });
  const pids = await fake.pids();
  expect(running(pids)).toHaveLength(2);
  stopping.abort(new Error('enough'));
  await expect(done).rejects.toThrow('enough');
  expect(running(pids)).toEqual([]);
  expect(await fake.environments()).toEqual([]);
});

test('whoever waits for another process can be cancelled too', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: hang(fake.at('pids')) });
  const stopping = new AbortController();
  const { signal } = stopping;
  const first = setUp(fake, { signal });
  await fake.pids();
  let second: Promise<unknown> = Promise.resolve();
  const waits = await until('looking', (onEvent) => {
    second = setUp(fake, { signal, onEvent: (event) => event.sentence.startsWith('Another') && onEvent(event) });
  });
  expect(waits.sentence).toBe('Another process is setting up FastAPI: waiting for it …');
  stopping.abort(new Error('enough'));
  await Promise.all([first, second].map((each) => expect(each).rejects.toThrow('enough')));
});

test('a process that is killed leaves nothing running, and nothing that keeps the next one from its work', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: hang(fake.at('pids')) });
  const options = JSON.stringify({ dataFolder: fake.dataFolder, requirements: fake.requirements, system: fake.system() });
  const code = `import { setUpPython } from '${pathToFileURL(ROOT).href}sandbox/runtimes/python/set-up.ts'; await setUpPython(${options});`;
  await using program = new Program(process.execPath, ['--input-type=module', '--eval', code]);
  await fake.pids();
  const family = program.family();
  program.signal('program', 'SIGKILL');
  await expect.poll(() => stillThere(family), { timeout: 30_000 }).toEqual([]);
  expect(await fake.environments()).toEqual([]);
  await fake.python();
  expect(await setUp(fake)).toMatchObject({ from: 'workshop' });
});

test('where the workshop is root, another user can read it, whatever the mask', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  const mask = process.umask(0o077);
  try {
    await setUp(fake, { system: fake.system({ isRoot: true }) });
  } finally {
    process.umask(mask);
  }
  const environment = join(fake.dataFolder, 'python', 'fastapi');
  for (const path of [fake.dataFolder, environment, join(environment, 'bin')]) expect((await stat(path)).mode & 0o005).toBe(0o005);
  expect(existsSync(join(environment, 'bin', 'python'))).toBe(true);
});
