/** Talks over the wire: by hand, and from elsewhere with a real client; what reaches the handler, and what does not. */
import { once } from 'node:events';
import { get, type request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { Workshop } from '../../../web/server/main.ts';
import { realEnvironment } from '../../helpers/python.ts';
import { endpoint, WITHOUT_PYTHON } from '../../helpers/python-sandbox.ts';
import { asyncHandler, wsHandler } from '../../helpers/sandbox.ts';
import { next, TalkingTab } from '../../helpers/talk.ts';
import { cookieOf, startWorkshop } from '../../helpers/workshop.ts';

const ECHO: Record<Dialect, string> = {
  async: asyncHandler(`  await connection.accept();
  while (true) await connection.sendText('echo ' + (await connection.receiveText()));`),
  ws: wsHandler(`    socket.on('message', (data) => socket.send('echo ' + data));`),
  fastapi: endpoint(`    await websocket.accept()
    while True:
        await websocket.send_text("echo " + await websocket.receive_text())`),
};
const HEADERS = wsHandler(`    const { cookie, origin } = request.headers;
    socket.on('message', () => socket.send(JSON.stringify([request.url, cookie, origin])));`);

let workshop: Workshop;

beforeAll(async () => {
  if (!WITHOUT_PYTHON) await realEnvironment();
  workshop = await startWorkshop();
});
afterAll(() => workshop?.close());

test.for<Dialect>(['fastapi', 'async', 'ws'])(
  'a client from elsewhere talks to a handler in %s, and each frame is an event',
  async (dialect, { skip }) => {
    skip(dialect === 'fastapi' && WITHOUT_PYTHON);
    await using talking = await TalkingTab.begin(workshop, ECHO[dialect], dialect);
    const client = await talking.client('/ws/c7');
    client.send('hello');
    expect(await next(client)).toBe('echo hello');
    client.close(4000, 'enough');
    expect(await once(client, 'close')).toEqual([4000, Buffer.from('enough')]);
    expect(await talking.event('frame-sent')).toMatchObject({ opcode: 'text', text: 'hello' });
    expect(await talking.event('frame-received')).toMatchObject({ opcode: 'text', text: 'echo hello' });
    expect(await talking.event('closed')).toMatchObject({ code: 4000, reason: 'enough', clean: true, by: 'probe' });
    expect(await talking.answer('talk-connecting')).toMatchObject({ connection: 'A', path: '/ws/c7', from: 'elsewhere' });
  },
);

test('a connection by hand sends text and bytes, pings, and closes with a code', async () => {
  const source = wsHandler(`    socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));`);
  await using talking = await TalkingTab.begin(workshop, source, 'ws');
  const connection = await talking.connect();
  talking.send({ type: 'talk-send', connection, frame: { opcode: 'text', text: 'hello' } });
  talking.send({ type: 'talk-send', connection, frame: { opcode: 'binary', hex: '00ff' } });
  talking.send({ type: 'talk-send', connection, frame: { opcode: 'ping', hex: '' } });
  expect(await talking.event('frame-received', 'A', ({ opcode }) => opcode === 'text')).toMatchObject({ text: 'hello' });
  expect(await talking.event('frame-received', 'A', ({ opcode }) => opcode === 'binary')).toMatchObject({ hex: '00ff' });
  await talking.event('frame-received', 'A', ({ opcode }) => opcode === 'pong');
  talking.send({ type: 'talk-close', connection, code: 4001, reason: 'done' });
  expect(await talking.event('closed')).toMatchObject({ code: 4001, reason: 'done', clean: true, by: 'probe' });
  talking.send({ type: 'talk-send', connection, frame: { opcode: 'text', text: 'too late' } });
  expect((await talking.answer('talk-problem')).message).toMatch(/connection A has ended/);
});

test('several connections are told apart, and one that is dropped takes no other with it', async () => {
  await using talking = await TalkingTab.begin(workshop, ECHO.async);
  const names = [await talking.connect('/ws/a'), await talking.connect('/ws/b')];
  expect(names).toEqual(['A', 'B']);
  await talking.event('handshake-accepted', 'A');
  talking.send({ type: 'talk-drop', connection: 'A' });
  expect(await talking.event('closed', 'A')).toMatchObject({ code: 1006, by: 'probe', end: 'rst' });
  talking.send({ type: 'talk-send', connection: 'B', frame: { opcode: 'text', text: 'still here' } });
  expect(await talking.event('frame-received', 'B')).toMatchObject({ text: 'echo still here' });
});

test('time goes as on the wall: what waits on the handler’s clock takes as long', async () => {
  const source = asyncHandler(`  await connection.accept();
  while (true) {
    await connection.receiveText();
    await sleep(300);
    await connection.sendText('later');
  }`);
  await using talking = await TalkingTab.begin(workshop, source);
  const client = await talking.client();
  const sentMs = performance.now();
  client.send('now');
  await next(client);
  expect(performance.now() - sentMs).toBeGreaterThanOrEqual(299);
});

test('a blocking wait ends by itself', async () => {
  const source = asyncHandler(`  await connection.accept();
  while (true) {
    await connection.receiveText();
    sleepSync(3_000);
    await connection.sendText('woke up');
  }`);
  await using talking = await TalkingTab.begin(workshop, source);
  const client = await talking.client();
  client.send('now');
  expect(await next(client)).toBe('woke up');
});

test('neither the workshop’s cookies nor its Origin reach the handler; what is the client’s own does', async () => {
  await using talking = await TalkingTab.begin(workshop, HEADERS, 'ws');
  const own = await talking.client('/ws/c1?a=1', {
    headers: { cookie: `mine=1; ${cookieOf(workshop)}; socket-clinic-other=2` },
    origin: `http://127.0.0.1:${workshop.port}`,
  });
  own.send('tell');
  expect(JSON.parse(await next(own))).toEqual(['/ws/c1?a=1', 'mine=1', null]);
  const others = await talking.client('/ws/c2', { origin: 'http://localhost:5173', headers: { cookie: cookieOf(workshop) } });
  others.send('tell');
  expect(JSON.parse(await next(others))).toEqual(['/ws/c2', null, 'http://localhost:5173']);
});

test('without the talk’s own token there is nothing, and nothing of a talk is given away', async () => {
  await using talking = await TalkingTab.begin(workshop, ECHO.async);
  const address = await talking.address();
  const wrong = address.replace(/\/talk\/./, (start) => (start.endsWith('A') ? '/talk/B' : '/talk/A'));
  for (const refused of [wrong, address.replace(/\/talk\/[^/]+/, '/talk/'), address.replace(/\/talk\/[^/]+/, '/talk')])
    expect(await statusOf(refused, { cookie: cookieOf(workshop) })).toBe(404);
  expect(await statusOf(address, { host: 'rebound.example' })).toBe(403);
  expect(await pageStatus(address)).toBe(426);
  expect(await pageStatus(wrong)).toBe(426);
});

test('a newer talk of the tab takes the place of the one before, with another address', async () => {
  await using first = await TalkingTab.begin(workshop, ECHO.async);
  const [address, client] = [await first.address(), await first.client()];
  const closed = once(client, 'close');
  const second = await TalkingTab.begin(workshop, ECHO.async, 'async', { tab: first.tab, talk: 2 });
  expect((await first.answer('talk-ended')).why).toBe('A newer talk took its place.');
  expect((await closed)[0]).toBe(1006);
  expect(await second.address()).not.toBe(address);
  expect(await statusOf(address)).toBe(404);
});

test('when the process ends, each connection’s end is told, and why', async () => {
  const source = wsHandler(`    socket.on('message', () => { throw new TypeError('of no use'); });`);
  await using talking = await TalkingTab.begin(workshop, source, 'ws');
  await talking.connect();
  const client = await talking.client();
  const closed = once(client, 'close');
  client.send('go');
  expect(await talking.event('closed', 'A')).toMatchObject({ code: 1006, clean: false, by: 'handler' });
  expect(await talking.event('closed', 'B')).toMatchObject({ code: 1006, clean: false, by: 'handler' });
  expect((await closed)[0]).toBe(1006);
  const { why } = await talking.answer('talk-ended');
  expect(why).toMatch(/process ended \(.*exit code 1.*nobody caught TypeError: of no use \(line \d+\)/);
});

test('what does not compile is told with its line, and nothing is begun', async () => {
  await using talking = await TalkingTab.begin(workshop, 'export default function (');
  const ended = await talking.answer('talk-ended');
  expect(ended.why).toBe('The handler did not compile.');
  expect(ended.diagnostics?.[0]?.at.line).toBe(1);
});

test('an endless loop ends the talk with its sentence and its line', async () => {
  const source = asyncHandler('  await connection.accept();\n  await connection.receiveText();\n  for (;;) {}');
  await using talking = await TalkingTab.begin(workshop, source);
  const connection = await talking.connect();
  talking.send({ type: 'talk-send', connection, frame: { opcode: 'text', text: 'go' } });
  expect((await talking.answer('talk-ended')).why).toMatch(/still busy after 2.5 s.*at line 5/);
});

test('a flood ends the talk at its limit, and is shown in part', async () => {
  const source = wsHandler(`    const flood = () => { socket.send('x'); setImmediate(flood); };
    flood();`);
  await using talking = await TalkingTab.begin(workshop, source, 'ws');
  await talking.connect();
  expect((await talking.answer('talk-ended')).why).toMatch(/more than 20000 frames/);
  expect(talking.events().length).toBeLessThan(20_000);
});

test('whoever does not read holds the handler up, and nobody else', async () => {
  const source = asyncHandler(`  await connection.accept();
  if (clientId === 'slow') while (true) await connection.sendText('x'.repeat(60_000));
  while (true) await connection.sendText('echo ' + (await connection.receiveText()));`);
  await using talking = await TalkingTab.begin(workshop, source);
  const slow = await talking.client('/ws/slow');
  slow.pause();
  const other = await talking.client('/ws/other');
  for (let round = 0; round < 20; round++) {
    other.send(String(round));
    expect(await next(other)).toBe(`echo ${round}`);
  }
  const received = talking.events().reduce((sum, event) => sum + (event.kind === 'frame-received' ? event.bytes : 0), 0);
  expect(received).toBeLessThan(16 * 1024 ** 2);
  expect(talking.tab.messages.some(({ type }) => type === 'talk-ended')).toBe(false);
});

test('when the tab has gone, its talk ends, and what was connected with it', async () => {
  const talking = await TalkingTab.begin(workshop, ECHO.async);
  const address = await talking.address();
  const client = new WebSocket(address);
  await once(client, 'open');
  const closed = once(client, 'close');
  await talking.tab[Symbol.asyncDispose]();
  expect((await closed)[0]).toBe(1006);
  expect(await statusOf(address)).toBe(404);
});

test('a backend on this machine is talked to, by its own Host', async () => {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1' });
  await once(server, 'listening');
  server.on('connection', (socket, { url, headers }) =>
    socket.send(JSON.stringify([url, headers.host, headers.origin, headers['x-mine']])),
  );
  const authority = `localhost:${(server.address() as AddressInfo).port}`;
  await using talking = await TalkingTab.reach(workshop, `ws://${authority}/api/`);
  await talking.connect('/ws/c1?a=1', [['X-Mine', 'yes']]);
  const { text = '' } = await talking.event('frame-received');
  expect(JSON.parse(text)).toEqual(['/api/ws/c1?a=1', authority, `http://${authority}`, 'yes']);
  for (const client of server.clients) client.close(1011, 'no more');
  expect(await talking.event('closed')).toMatchObject({ code: 1011, reason: 'no more', by: 'handler', clean: true });
  server.close();
  await once(server, 'close');
  await talking.connect();
  expect((await talking.event('connect-failed', 'B')).problem).toBe(
    `nothing listens at ${authority}. Start your backend, or look at its port`,
  );
});

test.for([
  ['ws://example.com/ws', /on this machine .* got "example.com"/],
  ['ws://192.168.0.1:8000', /got "192.168.0.1"/],
  ['ws://localhost.example:8000', /got "localhost.example"/],
  ['ws://0.0.0.0:8000', /got "0.0.0.0"/],
  ['wss://localhost:8000', /no TLS/],
  ['http://localhost:8000', /begins with ws:\/\//],
  ['ws://me:secret@localhost', /without a user and password/],
  ['localhost', /Expected an address/],
] as const)('%s is no backend that is called', async ([address, sentence]) => {
  await using talking = await TalkingTab.reach(workshop, address);
  expect((await talking.answer('talk-ended')).why).toMatch(sentence);
});

/** With which status an opening handshake is refused. */
function statusOf(address: string, headers: Record<string, string> = {}): Promise<number | undefined> {
  const client = new WebSocket(address, { headers });
  client.on('error', () => {});
  return once(client, 'unexpected-response').then(([asked, response]) => {
    (asked as ReturnType<typeof request>).destroy();
    return (response as { statusCode?: number }).statusCode;
  });
}

/** What a browser that is led there gets. */
async function pageStatus(address: string): Promise<number | undefined> {
  const [response] = await once(get(address.replace('ws:', 'http:')), 'response');
  response.resume();
  return response.statusCode;
}
