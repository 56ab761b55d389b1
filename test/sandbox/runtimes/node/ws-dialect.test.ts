/** What a `ws` handler meets is Node and the real `ws`: the table of measured symptoms, row by row. */

import { type Entry, json, text } from 'socket-clinic/scenario';
import { afterAll, expect, test } from 'vitest';
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
