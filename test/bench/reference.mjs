// What somebody would write by hand to check the same TypeScript file: the scenario of open-then-gone with a `ws` client, but for the
// minute of silence.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { WebSocket } from 'ws';
import attach from '../../lessons/01-stay-open/01-open-then-gone/ws/solution.ts';

const OK = { type: 'response', data: 'Message received' };

async function open(port, name) {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/ws/${name}`);
  await once(socket, 'open');
  return socket;
}

async function ask(socket) {
  socket.send(JSON.stringify({ type: 'hi' }));
  const [data] = await once(socket, 'message');
  assert.deepEqual(JSON.parse(String(data)), OK);
}

async function pings(socket) {
  socket.ping('here');
  await once(socket, 'pong');
}

async function leave(socket) {
  socket.close(1000);
  assert.equal((await once(socket, 'close'))[0], 1000);
}

test('the connection stays open and every message is answered', async () => {
  const server = createServer();
  attach(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  const bystander = await open(port, 'b');
  await ask(bystander);
  const socket = await open(port, 'a');
  await pings(socket);
  for (let count = 0; count < 4; count++) await ask(socket);
  await leave(socket);
  await pings(bystander);
  await ask(bystander);
  const newcomer = await open(port, 'n');
  await ask(newcomer);
  await leave(bystander);
  await leave(newcomer);
  server.close();
});
