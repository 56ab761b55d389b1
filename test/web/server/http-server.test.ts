/** The bounds of the HTTP server, against connections that keep to none of them. */
import { once } from 'node:events';
import type { Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { answerAndHangUp, createBoundedServer, type ServerBounds } from '../../../web/server/http-server.ts';

const TIGHT: ServerBounds = { headersMs: 100, requestMs: 200, checkEveryMs: 20, headerBytes: 1_024, connections: 2 };
const ROOMY: ServerBounds = { headersMs: 60_000, requestMs: 60_000, checkEveryMs: 60_000, headerBytes: 1_024, connections: 2 };

async function listen(bounds: ServerBounds): Promise<{ server: Server } & AsyncDisposable> {
  const server = createBoundedServer(bounds).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const close = async () => {
    server.closeAllConnections();
    server.close();
  };
  return { server, [Symbol.asyncDispose]: close };
}

function dial(server: Server, options: { allowHalfOpen?: boolean } = {}): Socket {
  const socket = connect({ port: (server.address() as AddressInfo).port, host: '127.0.0.1', ...options });
  socket.on('error', () => {});
  return socket;
}

test('headers that do not end get 408, and the connection ends', async () => {
  await using listening = await listen(TIGHT);
  const socket = dial(listening.server);
  socket.write('GET / HTTP/1.1\r\nHost: ');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
});

test('a body that does not end gets 408, and the connection ends', async () => {
  await using listening = await listen(TIGHT);
  listening.server.on('request', (request) => request.resume());
  const socket = dial(listening.server);
  socket.write('POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 100\r\n\r\nnot all');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 408 /);
});

test.each([
  [`GET / HTTP/1.1\r\nHost: here\r\nCookie: ${'x'.repeat(2_000)}\r\n\r\n`, 431],
  ['\u0000\u0001\r\n\r\n', 400],
])('what cannot be read gets its answer (%#)', async (bytes, status) => {
  await using listening = await listen(ROOMY);
  const socket = dial(listening.server);
  socket.write(bytes);
  expect(await text(socket)).toMatch(new RegExp(`^HTTP/1\\.1 ${status} `));
});

test('a connection too many is dropped', async () => {
  await using listening = await listen(ROOMY);
  const open = [dial(listening.server), dial(listening.server)];
  for (const _ of open) await once(listening.server, 'connection');
  const dropped = once(listening.server, 'drop');
  const third = dial(listening.server);
  third.resume();
  await once(third, 'close');
  await dropped;
  for (const socket of open) socket.destroy();
});

test('a refused handshake keeps no connection, also when the other side does not hang up', async () => {
  await using listening = await listen(ROOMY);
  listening.server.on('upgrade', (_request, socket) => answerAndHangUp(socket, '403 Refused'));
  const accepted = once(listening.server, 'connection');
  const socket = dial(listening.server, { allowHalfOpen: true });
  const [ours] = (await accepted) as [Socket];
  socket.write('GET /control HTTP/1.1\r\nHost: here\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n');
  if (!ours.destroyed) await once(ours, 'close');
  expect(await text(socket)).toMatch(/^HTTP\/1\.1 403 Refused/);
  socket.destroy();
});
