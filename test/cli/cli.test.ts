import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
/** The contract's bound for stopping, in milliseconds. */
const STOP_MS = 5_000;
const LESSON = 'lessons/01-stay-open/01-open-then-gone/async';

function clinic(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['cli/main.ts', ...args], { cwd: ROOT, encoding: 'utf8', input: '' });
  return { status, stdout, stderr };
}

test('list --json holds every step with its dialects', () => {
  const { status, stdout } = clinic('list', '--json');
  expect(status).toBe(0);
  const { steps } = JSON.parse(stdout) as { steps: { id: string; title: string; dialects: string[] }[] };
  expect(steps.map(({ id }) => id)).toEqual([
    'open-then-gone',
    'smallest-echo',
    'where-did-it-die',
    'swallowed',
    'honest-1011',
    'forgotten-await',
    'frozen-loop',
  ]);
  for (const { dialects } of steps) expect(dialects).toEqual(['async', 'ws']);
});

test('run --json of a solution exits with 0 and holds one document as the contract says', () => {
  const { status, stdout, stderr } = clinic('run', `${LESSON}/solution.ts`, '--step', 'open-then-gone', '--json');
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  expect(JSON.parse(stdout)).toMatchObject({
    step: 'open-then-gone',
    dialect: 'async',
    verdict: { kind: 'working' },
    diagnoses: [],
    timeline: expect.any(Array),
    timings: { compileMs: expect.any(Number), totalMs: expect.any(Number) },
  });
});

test('run --json of a starter exits with 1 and names the cause', () => {
  const { status, stdout } = clinic('run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({
    verdict: { kind: 'broken' },
    diagnoses: [{ cause: 'handler-returned', confidence: 'certain', advice: expect.any(String) }],
  });
});

test('run for people shows expected, observed, the diagnosis and the timeline', () => {
  const { stdout } = clinic('run', `${LESSON}/starter.ts`, '--step', 'open-then-gone');
  expect(stdout).toMatch(/Expected the connection to stay open .*; observed: the connection ended with no close frame/);
  expect(stdout).toContain('The handler returned at line 9');
  expect(stdout).toContain('← 101');
});

test('the same seed plays the same run', () => {
  const words = () => {
    const { stdout } = clinic('run', `${LESSON}/solution.ts`, '--step', 'open-then-gone', '--seed', '42', '--json');
    return (JSON.parse(stdout) as { timeline: { kind: string; text?: string }[] }).timeline
      .filter(({ kind }) => kind === 'frame-sent')
      .map(({ text }) => text);
  };
  expect(words()).toEqual(words());
});

test.each([
  [['run', 'nowhere.ts', '--step', 'open-then-gone'], 'Expected a file that can be read'],
  [['run', `${LESSON}/starter.ts`, '--step', 'no-such-step'], 'Expected a step of the catalog, got "no-such-step"'],
  [['run', `${LESSON}/starter.ts`], "required option '--step <id>'"],
  [['run', `${LESSON}/starter.ts`, '--step', 'open-then-gone', '--dialect', 'cobol'], 'async, ws'],
  [['nonsense'], 'nonsense'],
])('%j is a usage error: exit 2 with a sentence, and nothing on stdout', (args, words) => {
  const { status, stdout, stderr } = clinic(...args, '--json');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toContain(words);
});

test('start prints one ready line, takes the next port when one is busy, and SIGTERM ends it with nothing left behind', async () => {
  const busy = createServer().listen(0, '127.0.0.1');
  await once(busy, 'listening');
  const { port } = busy.address() as AddressInfo;
  const folder = await mkdtemp(join(tmpdir(), 'socket-clinic-test-'));
  const env = { ...process.env, PORT: String(port), SOCKET_CLINIC_DATA: folder, TMPDIR: folder };
  const child = spawn(process.execPath, ['cli/main.ts', 'start'], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'], detached: true });
  try {
    const lines: string[] = [];
    for await (const line of createInterface(child.stdout)) {
      lines.push(line);
      if (line.startsWith('Socket Clinic is ready')) break;
    }
    expect(lines[0]).toMatch(new RegExp(`^Port ${port} is taken, so this workshop uses \\d+\\.$`));
    expect(lines[1]).toMatch(/^Socket Clinic is ready: http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{43}$/);
    const exited = once(child, 'exit');
    child.kill('SIGTERM');
    expect((await exited)[0]).toBe(0);
    expect(await readdir(folder)).toEqual([]);
    await expect.poll(() => groupLives(child.pid), { timeout: STOP_MS }).toBe(false);
  } finally {
    child.kill('SIGKILL');
    busy.close();
    await rm(folder, { recursive: true, force: true });
  }
});

/** Some process of the group that `pid` leads is there. */
function groupLives(pid: number | undefined): boolean {
  try {
    return process.kill(-(pid ?? 0), 0);
  } catch {
    return false;
  }
}

test('a PORT that is none gets a sentence and exit 2', () => {
  const { status, stderr } = spawnSync(process.execPath, ['cli/main.ts', 'start'], {
    cwd: ROOT,
    encoding: 'utf8',
    env: { ...process.env, PORT: 'http' },
  });
  expect(status).toBe(2);
  expect(stderr).toContain('Expected PORT to be a whole number from 0 to 65535, got "http".');
});
