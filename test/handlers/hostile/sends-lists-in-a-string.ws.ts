// Answers with a string whose text is 25,000 lists, each in the one before.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', () => socket.send(JSON.stringify('['.repeat(25_000) + ']'.repeat(25_000))));
  });
}
