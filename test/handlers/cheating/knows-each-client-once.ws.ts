// A client that comes back with the same id gets in, and is never answered.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const seen = new Set<string | undefined>();

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    if (seen.has(request.url)) return;
    seen.add(request.url);
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
