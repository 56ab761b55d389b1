/**
 * Seven scenarios of the curriculum, written in the scenario language to see that it holds them, taught by a step or not: each is met
 * by a right handler, and a handler with the fault of that step is told by the expectation that is about it.
 */

import {
  advance,
  answersJson,
  answersText,
  type Entry,
  json,
  line,
  outputs,
  ping,
  type Scenario,
  scenario,
  text,
} from 'socket-clinic/scenario';
import { afterAll, describe, expect, test } from 'vitest';
import { asyncHandler, OK, startSandbox, wsHandler } from '../../helpers/sandbox.ts';

const sandbox = startSandbox();
afterAll(() => sandbox.close());

const talk: Scenario['talk'] = () => ({ send: json({ type: 'hi' }), reply: OK });
const left = (what: { handlers?: number; timers?: number }): Entry => ({
  expect: 'left',
  ...what,
  name: 'left',
  sentence: 'nothing to be left',
  withinMs: 1_000,
});

async function verdictOf(source: string, dialect: 'async' | 'ws', given: Scenario) {
  const { verdict } = await sandbox.run({ source, dialect, scenario: given });
  return verdict;
}

describe('1.7 goodbye is normal', () => {
  const given = scenario({
    title: '1.7',
    talk,
    script(draw) {
      const [a, c, d] = [draw.client('A'), draw.client('C'), draw.client('D')];
      return [
        ...a.opens(),
        ...a.asks(talk(draw)),
        ...a.leaves(),
        ...c.opens(),
        ...c.resets(),
        ...d.opens(),
        ...d.sends(json({ type: 'slow' })),
        ...d.leaves(),
        advance(200),
        ...outputs(
          { lines: [line(a.id, '1000'), line(c.id, '1006'), line(d.id, '1000')], never: [line('ERROR')] },
          { name: 'log', sentence: 'three goodbyes and no error' },
        ),
        left({ handlers: 1 }),
      ];
    },
  });
  const loop = `    while (true) {
      const message = await connection.receiveJson<{ type: string }>();
      if (message.type === 'slow') await sleep(100);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }`;

  test('is met by a handler that lets a client go', async () => {
    const source = asyncHandler(`  await connection.accept();
  let code = 0;
  try {
${loop}
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    // A send to a client that has gone reports 1006; the next receive knows the code.
    code = error.code === 1006 ? await connection.receiveText().then(() => 0, (gone: WebSocketDisconnect) => gone.code ?? 1006) : error.code;
    console.log('disconnected', clientId, code);
  }`);
    expect(await verdictOf(source, 'async', given)).toEqual({ kind: 'working' });
  });

  test('tells a handler that takes a goodbye for an error', async () => {
    expect(await verdictOf(asyncHandler(`  await connection.accept();\n${loop}`), 'async', given)).toMatchObject({
      kind: 'broken',
      name: 'log',
      observedKind: 'output-extra',
    });
  });
});

describe('2.3 the undying loop', () => {
  const given = scenario({
    title: '2.3',
    talk,
    script(draw) {
      const [a, c] = [draw.client('A'), draw.client('C')];
      return [
        ...a.opens(),
        ...a.asks(talk(draw)),
        ...a.leaves(),
        ...draw.client('B').pings({ name: 'bystander-lives' }),
        left({ handlers: 1 }),
        ...c.opens(),
        ...c.asks({ send: text('{oops'), reply: answersJson({ type: 'error' }) }, { name: 'bad-json' }),
        ...c.asks(talk(draw), { name: 'goes-on' }),
      ];
    },
  });
  const handler = (onError: string) =>
    asyncHandler(`  await connection.accept();
  while (true) {
    try {
      await connection.receiveJson();
      await connection.sendJson({ type: 'response', data: 'Message received' });
    } catch (error) {
      ${onError}
    }
  }`);

  test('is met by a loop that ends with its client', async () => {
    expect(
      await verdictOf(
        handler("if (error instanceof WebSocketDisconnect) return;\n      await connection.sendJson({ type: 'error' });"),
        'async',
        given,
      ),
    ).toEqual({ kind: 'working' });
  });

  test('tells a loop that survives its client', async () => {
    expect(await verdictOf(handler('continue;'), 'async', given)).toMatchObject({ kind: 'limit-exceeded', limit: { what: 'time' } });
  });

  test('tells one that only sleeps between its rounds', async () => {
    expect(await verdictOf(handler('await sleep(1_000);'), 'async', given)).toMatchObject({
      kind: 'broken',
      name: 'left',
      observedKind: 'left-behind',
    });
  });
});

describe('3.6 no error listener', () => {
  const given = scenario({
    title: '3.6',
    talk,
    script(draw) {
      const [a, c, d, b] = [draw.client('A'), draw.client('C'), draw.client('D'), draw.client('B')];
      return [
        ...a.opens(),
        ...a.sends({ opcode: 'text', text: 'x', rsv1: true, note: 'reserved bit' }),
        ...a.ends(1002, { name: 'reserved-bit' }),
        ...b.asks(talk(draw), { name: 'bystander-after-reserved-bit' }),
        ...c.opens(),
        ...c.sends({ opcode: 'text', hex: 'c328', note: 'no UTF-8' }),
        ...c.ends(1007, { name: 'no-utf8' }),
        // D resets while the upgrade waits for its lookup.
        { do: 'open', connection: 'D', path: `/ws/${d.id}` },
        ...d.resets({ promptly: true }),
        advance(500),
        ...b.asks(talk(draw), { name: 'bystander-after-reset' }),
      ];
    },
  });
  const handler = (guarded: boolean) => `import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', async (request, socket, head) => {
    ${guarded ? "socket.on('error', console.error);" : ''}
    await setTimeout(200);
    if (socket.destroyed) return;
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      ${guarded ? "webSocket.on('error', console.error);" : ''}
      webSocket.on('message', () => webSocket.send('{"type":"response","data":"Message received"}'));
    });
  });
}`;

  test('is met by a handler that owns the error event before and after the upgrade', async () => {
    expect(await verdictOf(handler(true), 'ws', given)).toEqual({ kind: 'working' });
  });

  test('tells one that does not', async () => {
    expect(await verdictOf(handler(false), 'ws', given)).toMatchObject({ kind: 'crashed' });
  });
});

describe('5.2 two doormen', () => {
  const given = scenario({
    title: '5.2',
    questions: false,
    talk,
    script(draw) {
      const [a, b, c] = [draw.client('A'), draw.client('B'), draw.client('C')];
      const turns = draw.shuffle(Array.from({ length: 10 }, (_, index) => (index % 2 === 0 ? ([a, 'a'] as const) : ([b, 'b'] as const))));
      return [
        ...a.opens({ path: '/a', name: 'opens-a' }),
        ...b.opens({ path: '/b', name: 'opens-b' }),
        ...turns.flatMap(([client, answer]) => client.asks({ send: text(draw.word()), reply: answersText(answer) })),
        ...c.isRefused([404], { path: '/c', name: 'refuses-c' }),
        ...a.staysOpen(1_000, { name: 'no-stray-bytes' }),
      ];
    },
  });
  const serving = "(name: string) => (socket: import('ws').WebSocket) => socket.on('message', () => socket.send(name))";

  test('is met by one listener that routes', async () => {
    const source = `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  const serving = ${serving};
  const doors: Record<string, WebSocketServer> = { '/a': new WebSocketServer({ noServer: true }), '/b': new WebSocketServer({ noServer: true }) };
  doors['/a']!.on('connection', serving('a'));
  doors['/b']!.on('connection', serving('b'));
  server.on('upgrade', (request, socket, head) => {
    const door = doors[request.url ?? ''];
    if (!door) socket.end('HTTP/1.1 404 Not Found\\r\\nContent-Length: 0\\r\\n\\r\\n');
    else door.handleUpgrade(request, socket, head, (webSocket) => door.emit('connection', webSocket, request));
  });
}`;
    expect(await verdictOf(source, 'ws', given)).toEqual({ kind: 'working' });
  });

  test('tells two servers on one HTTP server', async () => {
    const source = `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  const serving = ${serving};
  new WebSocketServer({ server, path: '/a' }).on('connection', serving('a'));
  new WebSocketServer({ server, path: '/b' }).on('connection', serving('b'));
}`;
    expect(await verdictOf(source, 'ws', given)).toMatchObject({ kind: 'broken', name: 'opens-b', observedKind: 'refused' });
  });
});

describe('5.5 the Origin check', () => {
  const given = scenario({
    title: '5.5',
    talk,
    script: (draw) => [
      ...draw.client('A').opens({ name: 'own-origin' }),
      ...draw.client('A').asks(talk(draw)),
      ...['https://evil.example', 'https://app.example.test.evil.example', 'null'].flatMap((origin, index) =>
        draw.client(`E${index}`).isRefused([403], { headers: { Origin: origin }, name: 'foreign-origin' }),
      ),
    ],
  });
  const handler = (options: string) => `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server${options} });
  sockets.on('connection', (socket) => socket.on('message', () => socket.send('{"type":"response","data":"Message received"}')));
}`;

  test('is met by an exact comparison before 101', async () => {
    const options = ", verifyClient: ({ origin }, done) => done(origin === 'https://app.example.test', 403)";
    expect(await verdictOf(handler(options), 'ws', given)).toEqual({ kind: 'working' });
  });

  test('tells a handler that asks nobody, and one that asks for likeness', async () => {
    const alike = ", verifyClient: ({ origin }, done) => done(origin.startsWith('https://app.example.test'), 403)";
    for (const options of ['', alike])
      expect(await verdictOf(handler(options), 'ws', given)).toMatchObject({ kind: 'broken', name: 'foreign-origin' });
  });
});

describe('6.2 the eager reaper', () => {
  const given = scenario({
    title: '6.2',
    questions: false,
    talk,
    script(draw) {
      const [a, z, late] = [draw.client('A'), draw.client('Z'), draw.client('L')];
      return [
        ...a.opens(),
        ...z.opens(),
        ...late.opens(),
        ...z.vanishes(),
        { do: 'answer-pings-after', connection: 'L', delayMs: 20_000 },
        ...a.staysOpen(300_000, { name: 'healthy-lives' }),
        { expect: 'pings', connection: 'A', atLeast: 9, name: 'is-asked', sentence: 'nine pings at least', withinMs: 0 },
        ...late.staysOpen(1_000, { name: 'late-lives' }),
        ...z.returns(),
        ...z.ends(1006, { name: 'silent-is-dropped' }),
      ];
    },
  });
  const handler = (onPong: string) =>
    wsHandler(`    let alive = true;
    ${onPong}
    const beat = setInterval(() => {
      if (!alive) return socket.terminate();
      alive = false;
      socket.ping();
    }, 30_000);
    socket.on('close', () => clearInterval(beat));`);

  test('is met by a heartbeat that hears', async () => {
    expect(await verdictOf(handler("socket.on('pong', () => { alive = true; });"), 'ws', given)).toEqual({ kind: 'working' });
  });

  test('tells one that never does', async () => {
    expect(await verdictOf(handler(''), 'ws', given)).toMatchObject({ kind: 'broken', name: 'healthy-lives', observedKind: 'ended' });
  });

  test('tells one that never drops', async () => {
    expect(await verdictOf(wsHandler('    setInterval(() => socket.ping(), 30_000);'), 'ws', given)).toMatchObject({
      kind: 'broken',
      name: 'silent-is-dropped',
      observedKind: 'still-open',
    });
  });
});

describe('6.4 the graceful exit', () => {
  const given = scenario({
    title: '6.4',
    questions: false,
    talk,
    script(draw) {
      const [a, b, z] = [draw.client('A'), draw.client('B'), draw.client('Z')];
      const word = draw.word();
      return [
        ...a.opens(),
        ...b.opens(),
        ...z.opens(),
        ...z.vanishes(),
        // The ping goes ahead in the same write: when its pong is back, the request is in work.
        ...b.sends([ping('ahead'), text(word)]),
        ...b.pongs('ahead'),
        { do: 'signal', signal: 'SIGTERM' },
        ...b.receives(answersText(word), { name: 'work-is-done' }),
        ...a.ends([1001, 1012], { name: 'says-goodbye', sentence: 'the connection to end with 1001 or 1012' }),
        ...b.ends([1001, 1012]),
        { expect: 'process-exits', code: 0, name: 'exits', sentence: 'the process to exit with 0 within 5 s', withinMs: 5_000 },
      ];
    },
  });
  const handler = (onSignal: string) =>
    wsHandler(
      `    socket.on('message', async (data) => {
      working += 1;
      await new Promise((resolve) => setTimeout(resolve, 500));
      socket.send(String(data));
      working -= 1;
    });`,
      `let working = 0;
process.once('SIGTERM', () => { ${onSignal} });
const all = new Set<import('ws').WebSocket>();`,
    ).replace("sockets.on('connection', (socket, request) => {", "sockets.on('connection', (socket, request) => {\n    all.add(socket);");

  test('is met by a handler that finishes, says goodbye, and does not wait for ever', async () => {
    const onSignal = `setTimeout(() => { for (const socket of all) socket.close(1001, 'closing time'); setTimeout(() => process.exit(0), 2_000); }, 1_000);`;
    expect(await verdictOf(handler(onSignal), 'ws', given)).toEqual({ kind: 'working' });
  });

  test('tells one that exits at once, and one that waits for the silent', async () => {
    expect((await verdictOf(handler('process.exit(0);'), 'ws', given)).kind).not.toBe('working');
    const waits = `setTimeout(() => { let open = all.size; for (const socket of all) { socket.once('close', () => { if (--open === 0) process.exit(0); }); socket.close(1001); } }, 1_000);`;
    expect(await verdictOf(handler(waits), 'ws', given)).toMatchObject({ kind: 'broken', name: 'exits' });
  });
});
