// Asks without end whether its process is alive.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', () => {
      for (;;) process.kill(process.pid, 0);
    });
  });
}
