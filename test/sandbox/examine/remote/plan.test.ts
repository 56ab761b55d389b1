/** What is sent was announced, and the time is up in time: whatever the other side does. */
import { once } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { announcement, type Planned } from '../../../../sandbox/examine/remote/announce.ts';
import { BOUNDS } from '../../../../sandbox/examine/remote/bounds.ts';
import { examineAddress, planOf } from '../../../../sandbox/examine/remote/examine-address.ts';
import type { AddressRequest } from '../../../../sandbox/examine/remote/request.ts';
import { answering, answersAll, causesOf, examine, requestFor, tcpBackend, wsBackend } from '../../../helpers/backend.ts';

/** What a backend got, one line for each thing. */
function recordsTo(seen: string[], ends: Promise<unknown>[], serve: (socket: WebSocket) => void) {
  return (socket: WebSocket, request: IncomingMessage) => {
    seen.push(`handshake GET ${request.url}`);
    socket.on('message', (data, isBinary) => seen.push(`${isBinary ? 'binary' : 'message'} ${data}`));
    socket.on('ping', (data) => seen.push(`ping ${data}`));
    socket.on('pong', (data) => seen.push(`pong ${data}`));
    ends.push(once(socket, 'close').then(([code]) => seen.push(`close ${code}`)));
    serve(socket);
  };
}

const lines = (plan: readonly Planned[]) => plan.map(({ what, content }) => `${what} ${content}`);

async function record(serve: (socket: WebSocket) => void, options: Partial<AddressRequest> = {}) {
  const seen: string[] = [];
  const ends: Promise<unknown>[] = [];
  await using backend = await wsBackend(recordsTo(seen, ends, serve));
  const request = requestFor(`ws://localhost:${backend.port}/ws?room=1`, options);
  const plan = lines(planOf(request));
  await examineAddress(request);
  await Promise.all(ends);
  return { seen, plan };
}

test('a healthy backend gets what was announced, and nothing else', async () => {
  const { seen, plan } = await record(answersAll, { messages: ['{"type":"hi"}', 'plain'], expect: { type: 'response' } });
  expect(seen.toSorted()).toEqual(plan.toSorted());
  expect(plan.filter((line) => line.startsWith('message'))).toEqual(['message {"type":"hi"}', 'message plain', 'message {"type":"hi"}']);
});

test.each<[string, (socket: WebSocket) => void]>([
  ['closes at once', (socket) => socket.close(1000)],
  ['cuts on a message', (socket) => socket.on('message', () => socket.terminate())],
  ['sends whatever it likes', (socket) => socket.send(Buffer.alloc(100_000))],
])('one that %s gets no more than was announced', async (_what, serve) => {
  const { seen, plan } = await record(serve);
  const left = [...plan];
  const extra = seen.filter((line) => !/^close (1000|1006)$/.test(line) && left.splice(left.indexOf(line) >>> 0, 1).length === 0);
  expect(extra).toEqual([]);
  expect(seen.length).toBeGreaterThan(1);
});

test('the handshake is that of the host’s own page, under the clinic’s name, with the headers that were given', async () => {
  const got: NodeJS.Dict<string | string[]>[] = [];
  await using backend = await wsBackend(answersAll, {
    verifyClient: ({ req }: { req: IncomingMessage }) => {
      got.push(req.headers);
      return true;
    },
  });
  const asking = { headers: { 'X-Room': 'blue', 'user-agent': 'a test' }, subprotocols: [], origin: 'https://app.example.test' };
  await examine(backend, { asking });
  expect(got).toHaveLength(4);
  expect(got[0]).toMatchObject({
    host: `localhost:${backend.port}`,
    origin: 'https://app.example.test',
    'user-agent': 'a test',
    'x-room': 'blue',
  });
  expect(Object.keys(got[0] ?? {}).filter((name) => !name.startsWith('sec-websocket-'))).toEqual([
    'host',
    'connection',
    'user-agent',
    'upgrade',
    'origin',
    'x-room',
  ]);
});

test('the announcement names every message and header, and no secret', () => {
  const request = requestFor('wss://localhost/ws?token=4711', {
    asking: { headers: { Authorization: 'Bearer 4711', 'X-Room': 'blue' }, subprotocols: ['chat.v1'] },
    messages: ['{"type":"hi"}'],
  });
  const said = announcement(request.address.name, planOf(request)).join('\n');
  expect(said).toContain('Authorization: …, X-Room: blue, Sec-WebSocket-Protocol: chat.v1');
  expect(said.match(/a text message: \{"type":"hi"\}/g)).toHaveLength(2);
  expect(said).not.toContain('4711');
});

test('secrets of the handshake are in no timeline', async () => {
  await using backend = await wsBackend(answersAll);
  const examination = await examine(backend, { asking: { headers: { Cookie: 'sid=4711' }, subprotocols: [] }, path: '/ws?token=4711' });
  expect(JSON.stringify(examination)).not.toContain('4711');
});

test('all together takes no more than 13 s, which leaves 2 of 15 for the start of the program', () => {
  const { totalMs, idleMs, reachMs, handshakeMs, pongMs } = BOUNDS;
  expect(totalMs + idleMs).toBeLessThanOrEqual(15_000 - 2_000);
  // Whoever is slow in every step of the first connection is still told what is wrong.
  expect(reachMs + handshakeMs + pongMs).toBeLessThanOrEqual(totalMs);
});

const SOON = { totalMs: 300 };
const drip = (text: string) => (socket: Socket) => {
  const timer = setInterval(() => socket.write(text), 5);
  socket.on('close', () => clearInterval(timer));
};

test.each<[string, () => ReturnType<typeof tcpBackend>]>([
  ['never answers', () => tcpBackend()],
  ['drips a head without end', () => tcpBackend(drip('HTTP/1.1 100 Continue\r\nX-Drip: drop'))],
  ['drips a body without end', () => answering('HTTP/1.1 403 Forbidden', 'Content-Length: 60000')],
  ['takes the connection and reads nothing', () => tcpBackend((socket) => socket.pause())],
])('a backend that %s is let go when the time is up, and is not called broken for it', async (_what, start) => {
  await using backend = await start();
  const { verdict, conclusion, diagnoses } = await examine(backend, { bounds: SOON });
  expect({ verdict, diagnoses }).toEqual({ verdict: { kind: 'limit-exceeded' }, diagnoses: [] });
  expect(conclusion).toMatch(/^The time was up before anything could be seen/);
});

test('one that floods is let go, and that is a remark', async () => {
  await using backend = await wsBackend((socket) => {
    const flood = () => {
      for (let index = 0; index < 500; index++) socket.send('{"tick":1}');
      if (socket.readyState === socket.OPEN) setImmediate(flood);
    };
    flood();
  });
  const examination = await examine(backend);
  expect(examination.verdict.kind).toBe('working');
  expect(causesOf(examination)).toEqual([]);
  expect(examination.remarks).toMatchObject([{ cause: 'flood' }]);
});
