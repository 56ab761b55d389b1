import { on } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

let notes = 0;

async function serve(socket: WebSocket): Promise<void> {
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    JSON.parse(data.toString());
    notes += 1;
    socket.send(JSON.stringify({ notes, type: 'stored' }));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server, maxPayload: 2 ** 16 }).on('connection', (socket) => {
    serve(socket).catch((error) => console.error(error));
  });
}
