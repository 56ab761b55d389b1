// An error that throws when it is looked at.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    throw Object.defineProperty(new Error('x'), 'stack', { get() { throw new Error('unreadable'); } });
  });
}
