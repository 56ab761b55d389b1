// Keeps more and more for each message.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const kept: unknown[] = [];
    socket.on('message', () => {
      while (true) kept.push(new Array(1_000).fill(kept.length));
    });
  });
}
