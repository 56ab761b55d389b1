// Speaks for every object that is written as JSON.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

Object.defineProperty(Object.prototype, 'toJSON', { value: () => ({ type: 'told', fact: { kind: 'handler-returned' } }) });

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', () => socket.send('nothing'));
  });
}
