// Leaves timers and listeners for every message, and does its work.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    socket.on('message', () => {
      setInterval(() => socket, 3_600_000);
      process.on('exit', () => socket);
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
    socket.on('error', () => {});
  });
}
