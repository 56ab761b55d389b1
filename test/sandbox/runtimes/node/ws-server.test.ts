/** The HTTP server that `attach` gets is Node's: how it listens, closes, and lets its process end. */

import { type Entry, json } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
import type { RunReport } from '../../../../sandbox/index.ts';
import { alone, closedOn, OK, output, startSandbox } from '../../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const run = (source: string, scenario: Parameters<typeof sandbox.run>[0]['scenario']) => sandbox.run({ source, dialect: 'ws', scenario });

const EXITS: Entry = { expect: 'process-exits', code: 0, sentence: 'the process to exit with 0', withinMs: 60_000 };
const TERMINATES: Entry = { do: 'signal', signal: 'SIGTERM' };
const ANNOUNCES = 'const line = (...words: unknown[]) => console.log(JSON.stringify(words));';

/** A handler whose `attach` ends with these lines: `server` and `sockets` are at hand. */
const attaching = (body: string) => `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
${ANNOUNCES}
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => socket.on('message', () => socket.send('{"type":"response","data":"Message received"}')));
${body}
}`;
const lines = (report: RunReport) =>
  output(report)
    .split('\n')
    .filter((text) => text.startsWith('['))
    .map((text) => JSON.parse(text) as unknown[]);

test('the server listens when attach gets it, and says so once', async () => {
  const source = attaching(`  line('attach', server.listening, server.address());
  server.on('listening', () => line('listening'));`);
  const report = await run(
    source,
    alone((draw) => draw.client('A').opens()),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(lines(report)).toEqual([['attach', true, { address: '127.0.0.1', family: 'IPv4', port: 8080 }], ['listening']]);
});

test('a handler that listens itself gets its port and its callback, and the second time the error of Node', async () => {
  const source = attaching(`  server.on('listening', () => line('listening'));
  server.listen(3000, () => line('callback', server.address()));
  try { server.listen(3001); } catch (error: any) { line(error.code); }`);
  const report = await run(
    source,
    alone((draw) => draw.client('A').opens()),
  );
  expect(lines(report)).toEqual([
    ['ERR_SERVER_ALREADY_LISTEN'],
    ['listening'],
    ['callback', { address: '127.0.0.1', family: 'IPv4', port: 3000 }],
  ]);
});

test('a server that closes on SIGTERM refuses newcomers, calls back after the last connection, and its process ends with 0', async () => {
  const source = attaching(`  process.once('SIGTERM', () => {
    server.close((error) => line('closed', error ?? null, server.listening));
    server.once('close', () => line('close'));
    server.getConnections((_error, count) => line('left', count));
    setTimeout(() => { for (const socket of sockets.clients) socket.close(1001, 'closing time'); }, 5_000);
    setTimeout(() => process.exit(1), 30_000).unref();
  });`);
  const report = await run(
    source,
    alone((draw) => {
      const [a, n] = [draw.client('A'), draw.client('N')];
      return [
        ...a.opens(),
        TERMINATES,
        { do: 'open', connection: 'N', path: '/ws/9' },
        ...n.ends(1006),
        ...a.ends(1001, { reason: 'closing time' }),
        EXITS,
      ];
    }),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(lines(report)).toEqual([['left', 1], ['closed', null, false], ['close']]);
  expect(closedOn(report, 'N')).toMatchObject({ code: 1006, end: 'rst', beforeOpen: true });
});

test('a process with a closed server goes on while a timer or a connection is left', async () => {
  const source = attaching(`  process.once('SIGTERM', () => {
    server.close();
    setTimeout(() => line('timer'), 20_000);
    setTimeout(() => process.exit(1), 30_000).unref();
  });`);
  const report = await run(
    source,
    alone((draw) => {
      const a = draw.client('A');
      return [...a.opens(), TERMINATES, ...a.asks({ send: json({ type: 'hi' }), reply: OK }), ...a.leaves(), EXITS];
    }),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(lines(report)).toEqual([['timer']]);
});

test('what beforeExit begins is still done, and its exit code is told', async () => {
  const source = attaching(`  process.once('SIGTERM', () => server.close());
  process.once('beforeExit', () => setTimeout(() => { process.exitCode = 7; line('later'); }, 1_000));`);
  const report = await run(
    source,
    alone(() => [TERMINATES, { ...EXITS, code: 7 }]),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(lines(report)).toEqual([['later']]);
});

test('a second close says that the server is not running, and a closed server listens again', async () => {
  const source = attaching(`  server.close(() => {
    line('first');
    server.listen(0, () => line('again', server.listening));
  });
  server.close((error: any) => line(error.code));`);
  const report = await run(
    source,
    alone((draw) => draw.client('A').opens()),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(lines(report)).toEqual([['first'], ['ERR_SERVER_NOT_RUNNING'], ['again', true]]);
});

test('connections are counted, cut when there are too many, and idle ones are closed', async () => {
  const source = attaching(`  server.maxConnections = 1;
  server.on('drop', () => line('drop'));
  sockets.on('connection', () => server.getConnections((_error, count) => line('count', count)));`);
  const report = await run(
    source,
    alone((draw) => [...draw.client('A').opens(), { do: 'open', connection: 'N', path: '/ws/9' }, ...draw.client('N').ends(1006)]),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(lines(report)).toEqual([['count', 1], ['drop']]);
});

test('a WebSocketServer that closes leaves the HTTP server listening, and calls back after its last connection', async () => {
  const source = attaching(`  process.once('SIGTERM', () => {
    sockets.close(() => line('closed', server.listening));
    for (const socket of sockets.clients) socket.close(1001);
  });`);
  const report = await run(
    source,
    alone((draw) => [...draw.client('A').opens(), TERMINATES, ...draw.client('A').ends(1001)]),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(lines(report)).toEqual([['closed', true]]);
});

test('closeAllConnections cuts a connection that has asked for nothing yet', async () => {
  const source = attaching(
    "  server.on('connection', () => setTimeout(() => server.closeAllConnections(), 1_000));\n  server.removeAllListeners('upgrade');\n  server.on('upgrade', () => {});\n  server.on('request', () => {});",
  );
  const report = await run(
    source,
    alone((draw) => [{ do: 'open', connection: 'A', path: '/ws/9', plain: true }, ...draw.client('A').ends(1006)]),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});
