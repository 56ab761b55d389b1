import { on } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

async function serve(socket: WebSocket): Promise<void> {
  socket.on('error', (error) => console.error(error));
  for await (const [data] of on(socket, 'message', { close: ['close'] })) {
    const { id } = JSON.parse(String(data));
    socket.send(JSON.stringify({ type: 'accepted', id }));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    serve(socket).catch((error) => console.error(error));
  });
}
