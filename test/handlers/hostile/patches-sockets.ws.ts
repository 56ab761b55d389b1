// Makes every end and close do nothing.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const { Socket } = process.getBuiltinModule('net');
Socket.prototype.end = function () { return this; } as any;
Socket.prototype.destroy = function () { return this; } as any;

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', () => {});
  });
}
