import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { readdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { makeFolder } from '../helpers/folder.ts';
import { type Process, Program, runToEnd, stillThere } from '../helpers/processes.ts';
import { FakeSystem, hang } from '../helpers/python.ts';
import { openTab } from '../helpers/tab.ts';

/** The contract's bound for stopping, in milliseconds. */
const STOP_MS = 5_000;
/** A safety net for a sandbox that does not open, in milliseconds. */
const OPEN_MS = 30_000;
const START = ['cli/main.ts', 'start'];
/** FastAPI is not set up: what is left in the folder has another reason. */
const NO_SETUP = { SOCKET_CLINIC_SETUP: 'off' };

/** What a run of the workshop leaves in the folder for temporary files. npm's own cache is not ours. */
async function leftIn(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => name.startsWith('socket-clinic'));
}

/** Everything that it has started, once the sandbox is open: its processes and its compiler wait. */
async function openFamily(program: Program): Promise<Process[]> {
  const holds = (family: Process[], part: string) => family.some(({ command }) => command.includes(part));
  return vi.waitFor(
    () => {
      const family = program.family();
      expect(holds(family, '--permission') && holds(family, 'compile/service.ts')).toBe(true);
      return family;
    },
    { timeout: OPEN_MS, interval: 50 },
  );
}

test('start prints one ready line, takes the next port when one is busy, and SIGTERM ends it with nothing left behind', async () => {
  await using folder = await makeFolder();
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const { port } = busy.address() as AddressInfo;
  const env = { ...NO_SETUP, PORT: String(port), SOCKET_CLINIC_DATA: folder.path, TMPDIR: folder.path };
  await using workshop = new Program(process.execPath, START, env);
  await workshop.line('Socket Clinic is ready');
  busy.close();
  expect(workshop.lines[0]).toMatch(new RegExp(`^Port ${port} is taken, so this workshop uses \\d+\\.$`));
  expect(workshop.lines[1]).toMatch(/^Socket Clinic is ready: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
  const family = await openFamily(workshop);
  workshop.signal('program', 'SIGTERM');
  expect((await workshop.exited)[0]).toBe(0);
  expect((await readdir(folder.path)).sort()).toEqual(['port', 'seat-secret', 'work.sqlite']);
  await expect.poll(() => stillThere(family), { timeout: STOP_MS }).toEqual([]);
});

test.each([
  ['npm alone', 'program', 'SIGTERM'],
  ['all of its processes', 'group', 'SIGTERM'],
  ['all of its processes', 'group', 'SIGINT'],
] as const)('a signal to %s (%s, %s) ends npm start with nothing left behind', async (_who, to, signal) => {
  await using folder = await makeFolder();
  await using npm = new Program('npm', ['start'], { ...NO_SETUP, PORT: '0', SOCKET_CLINIC_DATA: folder.path, TMPDIR: folder.path });
  const ready = await npm.line('Socket Clinic is ready');
  const family = await openFamily(npm);
  npm.signal(to, signal);
  await expect.poll(() => stillThere(family), { timeout: STOP_MS }).toEqual([]);
  expect(await leftIn(folder.path)).toEqual([]);
  await expect(fetch(ready.replace(/^.*: /, ''))).rejects.toThrow('fetch failed');
});

test('a second signal ends a program that hangs while it stops, and the same signal twice is one', async () => {
  const hangs = `import { onStopAsked } from './cli/stopping.ts';
    onStopAsked(() => console.log('stopping'));
    setInterval(() => {}, 1_000);
    console.log('ready');`;
  await using program = new Program(process.execPath, ['--input-type=module', '--eval', hangs]);
  await program.line('ready');
  program.signal('program', 'SIGTERM');
  program.signal('program', 'SIGINT');
  await program.line('stopping');
  await expect
    .poll(
      () => {
        if (program.exitCode === null) program.signal('program', 'SIGTERM');
        return program.exitCode;
      },
      { timeout: STOP_MS },
    )
    .toBe(1);
  expect(program.lines).toEqual(['ready', 'stopping']);
});

test.each([
  [{ PORT: 'http' }, [], 'Expected PORT to be a whole number from 0 to 65535, got "http".'],
  [{ PORT: '65536' }, [], 'got "65536"'],
  [{ SOCKET_CLINIC_SETUP: 'no' }, [], 'Expected SOCKET_CLINIC_SETUP to be on or off, got "no".'],
  [{ PORT: '0' }, ['--host', '0.0.0.0'], 'Expected an address of this machine alone (127.0.0.1 or ::1), got "0.0.0.0".'],
])('%j %j gets a sentence and exit 2', (env, args, words) => {
  const { status, stdout, stderr } = runToEnd(process.execPath, [...START, ...args], { env });
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('a data folder whose work cannot be read gets a sentence and exit 2', async () => {
  await using folder = await makeFolder();
  await writeFile(join(folder.path, 'work.sqlite'), 'no database at all');
  const { status, stderr } = runToEnd(process.execPath, START, { env: { ...NO_SETUP, PORT: '0', SOCKET_CLINIC_DATA: folder.path } });
  expect(stderr).toMatch(/^Expected the learner's work in \S*work\.sqlite, got: .*\. Move that file away/m);
  expect(status).toBe(2);
});

test('a workshop that is killed leaves no process and no folder behind, not even a handler that spins', async () => {
  await using folder = await makeFolder();
  await using workshop = new Program(process.execPath, START, { ...NO_SETUP, PORT: '0', SOCKET_CLINIC_DATA: folder.path });
  const ready = new URL((await workshop.line('Socket Clinic is ready')).replace(/^.*: /, ''));
  const entered = await fetch(ready, { redirect: 'manual' });
  const [cookieName = '', token = ''] = (entered.headers.getSetCookie()[0] ?? '').split(';')[0]?.split('=') ?? [];
  await using tab = await openTab({ port: Number(ready.port), guard: { cookieName, token } });
  tab.run(1, 'open-then-gone', 'export default async function handler() { for (;;) {} }');
  await tab.message('started', 1);
  const family = await openFamily(workshop);
  const ours = family.flatMap(({ command }) => /\S*\/socket-clinic-[^/\s]+/.exec(command)?.[0] ?? [])[0];
  expect(ours && existsSync(ours)).toBe(true);
  workshop.signal('program', 'SIGKILL');
  await expect.poll(() => stillThere(family), { timeout: STOP_MS }).toEqual([]);
  expect(existsSync(ours ?? '/')).toBe(false);
});

/** The workshop with stderr among its lines, and the Pythons that the test has made before this machine's. */
function startBeside(fake: FakeSystem, env: Record<string, string> = {}): Program {
  const own = { PORT: '0', SOCKET_CLINIC_DATA: fake.dataFolder, SOCKET_CLINIC_PYTHON: '', TMPDIR: fake.at() };
  const path = `${fake.at('bin')}:${process.env.PATH}`;
  return new Program('/bin/sh', ['-c', 'exec "$0" cli/main.ts start 2>&1', process.execPath], { ...own, PATH: path, ...env });
}

test('start serves first, then sets FastAPI up and tells its progress in the terminal', async () => {
  await using fake = await FakeSystem.make();
  await fake.python();
  await using workshop = startBeside(fake);
  await workshop.line('FastAPI is ready: FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.1.');
  const [first = '', ...others] = workshop.lines.filter((line) => !line.startsWith('Building'));
  expect(first).toMatch(/^Socket Clinic is ready: /);
  expect(others.slice(-3)).toEqual([
    'Making an environment for FastAPI with Python 3.13.1 …',
    expect.stringMatching(/^Installing fastapi for FastAPI \(1 of \d+\) …$/),
    'FastAPI is ready: FastAPI 0.165.0 on uvicorn 0.54.0, Python 3.13.1.',
  ]);
});

test('a pip that fails leaves the workshop as it is, and the terminal says what to do', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: 'exit 1' });
  await using workshop = startBeside(fake);
  // Another Python of this machine may have FastAPI already; then that one serves.
  const line = await workshop.line('FastAPI is');
  expect(line.includes('What to do: ') || line.startsWith('FastAPI is ready')).toBe(true);
  const entered = await fetch((await workshop.line('Socket Clinic is ready')).replace(/^.*: /, ''), { redirect: 'manual' });
  expect(entered.status).toBe(303);
});

test.each(['SIGTERM', 'SIGINT'] as const)('%s while pip runs ends both in time, and leaves nothing', async (signal) => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { pip: hang(fake.at('pids')) });
  await using workshop = startBeside(fake);
  await fake.pids();
  const family = workshop.family();
  expect(family.some(({ command }) => command.includes('pip'))).toBe(true);
  const asked = performance.now();
  workshop.signal('program', signal);
  expect((await workshop.exited)[0]).toBe(0);
  expect(performance.now() - asked).toBeLessThan(STOP_MS);
  await expect.poll(() => stillThere(family), { timeout: STOP_MS }).toEqual([]);
  expect(await fake.environments()).toEqual([]);
  expect(await leftIn(fake.at())).toEqual([]);
});

test('with SOCKET_CLINIC_SETUP=off nothing is set up, and the terminal says how it is done by hand', async () => {
  await using fake = await FakeSystem.make();
  await fake.python('python3', { packages: { versions: {}, entries: [], lacking: 'there is no package fastapi' } });
  await using workshop = startBeside(fake, NO_SETUP);
  const line = await workshop.line('FastAPI is');
  expect(line.includes('npm run clinic -- setup fastapi') || line.startsWith('FastAPI is ready')).toBe(true);
  expect(await fake.calls('venv')).toBe(0);
});
