// Makes every write to a connection succeed without writing, from the first connection on.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const { Socket } = process.getBuiltinModule('net');

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    Socket.prototype.write = (() => true) as any;
    (Socket.prototype as any)._write = (_chunk: unknown, _encoding: unknown, done: () => void) => done();
    (Socket.prototype as any)._writev = (_chunks: unknown, done: () => void) => done();
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
