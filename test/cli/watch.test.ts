/** `clinic watch` from the command line: a backend that a command starts, and one that runs. */
import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { findPort } from '../../cli/watched-port.ts';
import { answersAll, listening, wsBackend } from '../helpers/backend.ts';
import { clinic, Program, stillThere } from '../helpers/processes.ts';

const BACKEND = 'test/helpers/servers/node-backend.mjs';

/** One that nobody has now. */
async function freePort(): Promise<number> {
  await using server = await listening(createServer(), new Set());
  return server.port;
}

interface Watch {
  program: Program;
  port: number;
}

async function watch(...args: string[]): Promise<Watch> {
  const program = new Program(process.execPath, ['cli/main.ts', 'watch', ...args]);
  const line = await program.line('Open 127.0.0.1:');
  return { program, port: Number(/^Open 127\.0\.0\.1:(\d+)/.exec(line)?.[1]) };
}

async function watchBackend(behaviour: string, ...options: string[]): Promise<Watch> {
  const port = String(await freePort());
  const watched = await watch(...options, '--', process.execPath, BACKEND, behaviour, '--port', port);
  await watched.program.line(`listening ${port}`);
  return watched;
}

async function connectTo(port: number, path = '/'): Promise<WebSocket> {
  const client = new WebSocket(`ws://127.0.0.1:${port}${path}`);
  client.on('error', () => {});
  await once(client, 'open');
  return client;
}

test('each connection is one line: time, path, how long, how many, how it ended and who began, the cause and its step', async () => {
  const { program, port } = await watchBackend('returns');
  await using _program = program;
  await connectTo(port, '/ws/c1?token=a-s3cret');
  expect(await program.line('✗ ')).toMatch(
    /^✗ \d\d:\d\d:\d\d {2}\/ws\/c1\?token=removed {2}\d.* m?s {2}→ 0 ← 0 {2}the backend ended it with no close frame \(1006, TCP ended\) {2}The handler ended right after it had accepted \(handler-returned, likely\); the step open-then-gone teaches it$/,
  );
});

test('a healthy connection has no cause', async () => {
  const { program, port } = await watchBackend('answers');
  await using _program = program;
  const client = await connectTo(port);
  client.send('ask');
  await once(client, 'message');
  client.close(1000, 'bye');
  expect(await program.line('✓ ')).toMatch(/→ 1 ← 1 {2}the client closed with 1000 \(normal closure\) “bye”$/);
});

test('--json is one document a line, and what the command writes is not among them', async () => {
  const port = String(await freePort());
  await using program = new Program(process.execPath, [
    'cli/main.ts',
    'watch',
    '--json',
    '--',
    process.execPath,
    BACKEND,
    'exits',
    '--port',
    port,
  ]);
  const first = JSON.parse(await program.line('{"listening"'));
  expect(first).toEqual({ listening: { host: '127.0.0.1', port: expect.any(Number) }, backend: `127.0.0.1:${port}` });
  const client = await connectWhenThere(first.listening.port);
  client.send('7');
  expect(await program.exited).toEqual([7, null]);
  const documents = program.lines.map((line) => JSON.parse(line));
  expect(documents.at(-1)).toMatchObject({
    path: '/',
    state: 'broken',
    messages: { sent: 1, received: 0 },
    diagnoses: [{ cause: 'handler-threw' }],
  });
});

/** Asks again for as long as the backend behind it has not begun to listen. */
async function connectWhenThere(port: number): Promise<WebSocket> {
  while (true) {
    const client = new WebSocket(`ws://127.0.0.1:${port}/`);
    const opened = await new Promise<boolean>((resolve) => {
      client.on('open', () => resolve(true));
      client.on('error', () => resolve(false));
    });
    if (opened) return client;
  }
}

test('--exit-on-broken ends with 1, and the command with it', async () => {
  const { program, port } = await watchBackend('returns', '--exit-on-broken');
  await using _program = program;
  const family = program.family();
  expect(family.length).toBeGreaterThan(1);
  await connectTo(port);
  expect(await program.exited).toEqual([1, null]);
  await gone(family);
});

test.each([
  ['SIGTERM', 41],
  ['SIGINT', 42],
] as const)('%s reaches the command, whose exit code is passed on', async (signal, code) => {
  const { program } = await watchBackend('answers');
  await using _program = program;
  const family = program.family();
  program.signal('program', signal);
  expect(await program.exited).toEqual([code, null]);
  await gone(family);
});

test('after kill -9 no process is left, and both ports are free', async () => {
  const { program, port } = await watchBackend('answers');
  await using _program = program;
  const family = program.family();
  program.signal('program', 'SIGKILL');
  await program.exited;
  await gone(family);
  const client = new WebSocket(`ws://127.0.0.1:${port}/`);
  expect((await once(client, 'error'))[0]).toMatchObject({ code: 'ECONNREFUSED' });
});

/** Waits until none of them is there. */
async function gone(family: Parameters<typeof stillThere>[0]): Promise<void> {
  while (stillThere(family).length > 0) await new Promise((resolve) => setImmediate(resolve));
}

test('a backend that runs is watched by its address, until a signal comes', async () => {
  await using backend = await wsBackend(answersAll);
  const { program, port } = await watch(`ws://localhost:${backend.port}`);
  await using _program = program;
  (await connectTo(port)).close();
  await program.line('✓ ');
  program.signal('program', 'SIGINT');
  expect(await program.exited).toEqual([0, null]);
});

test('a command that is not there ends as in a shell', () => {
  expect(clinic('watch', '--target', '8000', '--', 'no-such-program-anywhere')).toMatchObject({ status: 127 });
});

test.each<[args: string[], words: RegExp]>([
  [['--', 'node', 'server.js'], /Expected the port that the command opens.*Name it: clinic watch --target 8000 -- node …$/m],
  [['--', 'PORT=8000'], /Expected a command behind --/],
  [['wss://127.0.0.1:8000'], /Expected ws:\/\/, got wss:/],
  [['ws://192.0.2.1:8000'], /Expected a backend on this machine/],
  [['--target', '8000', 'ws://127.0.0.1:8000'], /Expected --target with a command/],
  [['--listen', '0', 'ws://127.0.0.1:8000'], /Expected a number from 1 to 65535/],
])('what cannot be watched is refused with a sentence: %j', (args, words) => {
  const { status, stdout, stderr } = clinic('watch', ...args);
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr).toMatch(words);
});

test('a port that is taken is refused with a sentence', async () => {
  await using taken = await wsBackend(() => {});
  const { status, stderr } = clinic('watch', '--listen', String(taken.port), 'ws://127.0.0.1:8000');
  expect({ status, stderr }).toEqual({
    status: 2,
    stderr: expect.stringMatching(/^Expected a free port of this machine after --listen, got \d+ \(EADDRINUSE\)/),
  });
});

test.each<[command: string, port: number | undefined]>([
  ['uvicorn main:app --port 8001', 8001],
  ['uvicorn main:app --port=8002 --reload', 8002],
  ['hypercorn main:app --bind 0.0.0.0:8003', 8003],
  ['gunicorn -b :8004 main:app', 8004],
  ['daphne -p 8005 app.asgi:application', 8005],
  ['daphne -b 0.0.0.0 -p 8006 app', 8006],
  ['env PORT=8007 node server.js', 8007],
  ['PORT=8008 npm run dev', 8008],
  ['hypercorn -b [::1]:8009 app', 8009],
  ['node server.js', undefined],
  ['node -p 8.5 --port', undefined],
  ['uvicorn main:app --port 99999', undefined],
])('the port of “%s” is %s', (command, port) => {
  expect(findPort(command.split(' '))?.port).toBe(port);
});
