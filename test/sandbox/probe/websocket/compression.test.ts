import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { extensionProblem, Inflater } from '../../../../sandbox/probe/websocket/compression.ts';
import { openingHandshake } from '../../../../sandbox/probe/websocket/handshake.ts';
import { json } from '../../../../sandbox/scenario/index.ts';
import { among, OK, startSandbox } from '../../../helpers/sandbox.ts';

test.each([
  ['permessage-deflate', true],
  ['permessage-deflate; server_no_context_takeover; client_max_window_bits=15', true],
  ['permessage-deflate; client_max_window_bits="10"', true],
  ['permessage-deflate; speed=9', false],
  ['permessage-bzip2', false],
  ['permessage-deflate, permessage-deflate', false],
])('the extension that a handler chooses: %s', (chosen, legal) => {
  expect(extensionProblem(chosen) === undefined).toBe(legal);
});

test('a message may refer to the one before it, and one that grows too long is none', () => {
  const inflater = new Inflater();
  const first = Buffer.from('the same words again and again');
  const strip = (bytes: Buffer) => bytes.subarray(0, -4);
  const flush = { finishFlush: 2 };
  expect(inflater.inflate(strip(deflateRawSync(first, flush)), 1_000)).toEqual({ kind: 'whole', message: first });
  expect(inflater.inflate(strip(deflateRawSync(first, { ...flush, dictionary: first })), 1_000)).toEqual({ kind: 'whole', message: first });
  expect(inflater.inflate(strip(deflateRawSync(Buffer.alloc(100_000), flush)), 1_000)).toEqual({ kind: 'too-long' });
  expect(inflater.inflate(Buffer.from('no deflate'), 1_000)).toEqual({ kind: 'corrupt' });
});

test('the opening handshake has the headers of a browser, in its order', () => {
  const { bytes, key } = openingHandshake({ path: '/ws/ada' });
  expect(
    String(bytes)
      .split('\r\n')
      .map((line) => line.split(':')[0]),
  ).toEqual([
    'GET /ws/ada HTTP/1.1',
    ...['Host', 'Connection', 'Pragma', 'Cache-Control', 'User-Agent', 'Upgrade', 'Origin', 'Sec-WebSocket-Version'],
    ...['Accept-Encoding', 'Accept-Language', 'Sec-WebSocket-Key', 'Sec-WebSocket-Extensions', '', ''],
  ]);
  expect(Buffer.from(key, 'base64')).toHaveLength(16);
});

const scenario = among((draw) => [
  ...draw.client('A').opens(),
  ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK }),
  ...draw.client('A').asks({ send: json({ type: 'hi' }), reply: OK }),
]);

const COMPRESSING = `import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: { threshold: 0 } });
  sockets.on('connection', (socket) => {
    socket.on('message', () => socket.send('{"type":"response","data":"Message received"}'));
    socket.on('error', () => {});
  });
}`;

test('a handler that compresses its messages works, and what it compresses is what counts', async () => {
  await using sandbox = startSandbox();
  expect((await sandbox.run({ source: COMPRESSING, dialect: 'ws', scenario })).verdict).toEqual({ kind: 'working' });
  const wrong = COMPRESSING.replace('Message received', 'Something else');
  expect((await sandbox.run({ source: wrong, dialect: 'ws', scenario })).verdict.kind).toBe('broken');
});

test('compressed frames that nobody agreed to are a protocol error', async () => {
  await using sandbox = startSandbox();
  const source = COMPRESSING.replace(', perMessageDeflate: { threshold: 0 }', '').replace(
    'socket.send(',
    '(socket as unknown as { _socket: { write(bytes: Buffer): void } })._socket.write(Buffer.from([0xc1, 0x00])), void (',
  );
  const { verdict } = await sandbox.run({ source, dialect: 'ws', scenario });
  expect(verdict).toMatchObject({ kind: 'broken', observedKind: 'protocol-error' });
});
