/** What a `ws` handler meets is Node and the real `ws`: the table of measured symptoms, row by row. */
import { afterAll, expect, test } from 'vitest';
import type { RunReport } from '../../../../sandbox/index.ts';
import { type Entry, json, text } from '../../../../sandbox/scenario/index.ts';
import { alone, among, closedOn, OK, output, startSandbox, wireKinds, wsHandler } from '../../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const run = (source: string, scenario: Parameters<typeof sandbox.run>[0]['scenario']) => sandbox.run({ source, dialect: 'ws', scenario });
const asks = among((draw) => [...draw.client('A').opens(), ...draw.client('A').asks({ send: json({ type: 'crash' }), reply: OK })]);

test('a throw in a listener ends the process and every connection with it', async () => {
  const source = wsHandler(`    socket.on('message', (data) => {
      if (String(data).includes('crash')) throw new Error('boom');
      socket.send('{"type":"response","data":"Message received"}');
    });`);
  const report = await run(source, asks);
  expect(report.verdict).toMatchObject({ kind: 'crashed', exit: { code: 1 }, at: { line: 8 } });
  expect(closedOn(report, 'A')).toMatchObject({ code: 1006 });
  expect(closedOn(report, 'B')).toMatchObject({ code: 1006 });
  expect(report.diagnoses[0]?.cause).toBe('process-died');
  expect(output(report)).toContain('handler.ts:8');
});

test('a rejection that nobody holds ends the process', async () => {
  const source = wsHandler(`    socket.on('message', async (data) => {
      if (String(data).includes('crash')) throw new Error('boom');
      socket.send('{"type":"response","data":"Message received"}');
    });`);
  expect((await run(source, asks)).diagnoses[0]).toMatchObject({ cause: 'unhandled-rejection', confidence: 'certain' });
});

test('close without a code is 1005, terminate is 1006', async () => {
  const ends = (code: number) => alone((draw) => [...draw.client('A').opens(), ...draw.client('A').ends(code)]);
  expect((await run(wsHandler('    socket.close();'), ends(1005))).verdict).toEqual({ kind: 'working' });
  expect((await run(wsHandler('    socket.terminate();'), ends(1006))).verdict).toEqual({ kind: 'working' });
});

test('without a WebSocketServer the opening handshake gets no answer', async () => {
  const report = await run(
    "import type { Server } from 'node:http';\nexport default function attach(server: Server): void {}",
    alone((draw) => draw.client('A').opens()),
  );
  expect(report.verdict).toMatchObject({ kind: 'broken', observedKind: 'no-handshake' });
});

test('two servers on one HTTP server write HTTP into an open connection', async () => {
  const source = `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  new WebSocketServer({ server, path: '/a' });
  new WebSocketServer({ server, path: '/b' });
}`;
  const report = await run(
    source,
    alone((draw) => [...draw.client('A').opens({ path: '/a' }), ...draw.client('A').staysOpen(1_000)]),
  );
  expect(report.verdict).toMatchObject({ kind: 'broken', observedKind: 'protocol-error' });
  expect(JSON.stringify(report.timeline)).toContain('an HTTP answer inside an open connection');
});

test('a protocol error without an error listener ends the process after the proper close code', async () => {
  const report = await run(
    wsHandler(''),
    alone((draw) => [
      ...draw.client('B').opens(),
      ...draw.client('A').opens(),
      ...draw.client('A').sends({ opcode: 'text', text: 'x', rsv1: true }),
      ...draw.client('A').ends(1002),
      ...draw.client('B').pings(),
    ]),
  );
  expect(closedOn(report, 'A')).toMatchObject({ received: { code: 1002 } });
  expect(report.verdict.kind).toBe('crashed');
});

test('a message listener that is attached after an await misses the first message', async () => {
  const source = wsHandler(`    setTimeout(() => socket.on('message', (data) => socket.send(String(data))), 200);`);
  const report = await run(
    source,
    alone((draw) => {
      const a = draw.client('A');
      return [
        ...a.opens(),
        ...a.sends(text('first')),
        ...a.staysOpen(1_000),
        ...a.asks({ send: text('second'), reply: { match: { text: 'second' } } }),
      ];
    }),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
  expect(wireKinds(report).filter((kind) => kind === 'frame-received')).toHaveLength(1);
});

test('a heartbeat of thirty seconds keeps a healthy client for five minutes and drops a silent one', async () => {
  const source = wsHandler(
    `    let alive = true;
    socket.on('pong', () => { alive = true; });
    const beat = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, 30_000);
    socket.on('close', () => clearInterval(beat));`,
  );
  const report = await run(
    source,
    alone((draw) => {
      const [a, z] = [draw.client('A'), draw.client('Z')];
      return [
        ...a.opens(),
        ...z.opens(),
        ...z.vanishes(),
        ...a.staysOpen(300_000),
        { expect: 'pings', connection: 'A', atLeast: 9, sentence: 'nine pings', withinMs: 0 },
        ...z.returns(),
        ...z.ends(1006),
        ...a.leaves(),
        { expect: 'left', timers: 0, sentence: 'no timer left', withinMs: 0 },
      ];
    }),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});

test('a subprotocol is negotiated and seen', async () => {
  const report = await run(
    wsHandler(''),
    alone((draw) => draw.client('A').opens({ subprotocols: ['chat.v2', 'chat.v1'], subprotocol: 'chat.v2' })),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});

test('a signal reaches the handler, and how the process ends is seen', async () => {
  const source = wsHandler(
    "    process.once('SIGTERM', () => { socket.close(1001, 'closing time'); socket.once('close', () => process.exit(0)); });",
  );
  const report = await run(
    source,
    alone((draw) => [
      ...draw.client('A').opens(),
      { do: 'signal', signal: 'SIGTERM' },
      ...draw.client('A').ends(1001, { reason: 'closing time' }),
      { expect: 'process-exits', code: 0, sentence: 'the process to exit with 0', withinMs: 5_000 },
    ]),
  );
  expect(report.verdict).toEqual({ kind: 'working' });
});

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

const leavesOne = among((draw) => {
  const a = draw.client('A');
  const left: Entry = { expect: 'left', handlers: 1, name: 'left', sentence: 'only the bystander to have a handler', withinMs: 1_000 };
  return [...a.opens(), ...a.asks({ send: json({ type: 'hi' }), reply: OK }), ...a.leaves(), left];
});

test('a listener that still waits when its connection has ended is a handler that is left', async () => {
  const answering = (options: string) => `import { on } from 'node:events';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', async (socket) => {
    for await (const _message of on(socket, 'message'${options})) socket.send('{"type":"response","data":"Message received"}');
  });
}`;
  expect((await run(answering(", { close: ['close'] }"), leavesOne)).verdict).toEqual({ kind: 'working' });
  expect((await run(answering(''), leavesOne)).verdict).toMatchObject({ kind: 'broken', name: 'left', observedKind: 'left-behind' });
});

test('listeners are taken off by the functions that were put on', async () => {
  const source = wsHandler(`    const never = () => { throw new Error('never'); };
    socket.on('message', never);
    socket.off('message', never);
    socket.once('message', never);
    socket.removeListener('message', never);
    socket.addEventListener('message', never);
    socket.removeEventListener('message', never);
    if (socket.listeners('message').length > 0 || socket.listenerCount('message', never) > 0) throw new Error('left on');
    socket.once('message', () => {});
    socket.on('message', () => socket.send('{"type":"response","data":"Message received"}'));`);
  expect((await run(source, leavesOne)).verdict).toEqual({ kind: 'working' });
});
