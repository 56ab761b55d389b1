// Answers in even minutes of the clock, not in odd ones.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', () => {
      if (Math.floor(Date.now() / 60_000) % 2 === 1) return;
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
  });
}
