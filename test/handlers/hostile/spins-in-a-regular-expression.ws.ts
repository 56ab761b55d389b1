// A regular expression over what the client sends.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.on('message', (message: unknown) => socket.send(String(/(x+x+)+y/.test('x'.repeat(64) + message))));
  });
}
