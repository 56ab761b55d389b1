/** Handlers that compress their messages, in real runs. */

import { json } from 'socket-clinic/scenario';
import { expect, test } from 'vitest';
import { among, OK, startSandbox } from '../../../helpers/sandbox.ts';

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
