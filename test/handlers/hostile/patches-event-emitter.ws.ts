// Turns every event off.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

import { EventEmitter } from 'node:events';
EventEmitter.prototype.emit = () => true;

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', (message: unknown) => socket.send(`Echo: ${message}`));
  });
}
