import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const keepAlive = setInterval(() => socket.ping(), 30_000);
    socket.on('close', () => clearInterval(keepAlive));
  });
}
