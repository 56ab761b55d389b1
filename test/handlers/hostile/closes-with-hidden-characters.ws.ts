// Ends with a reason of characters that change how others are read.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', () => socket.close(4000, '\u202e\u0000\u001b[2J\u2066'.repeat(8)));
  });
}
