import { on } from 'node:events';
import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

async function serve(socket: WebSocket): Promise<void> {
  let number = 0;
  for await (const [data] of on(socket, 'message', { close: ['close'] }) as AsyncIterable<[RawData]>) {
    const message = JSON.parse(String(data));
    if (message.type === 'done') {
      socket.send(JSON.stringify({ type: 'bill', orders: number }));
      return socket.close(1000);
    }
    number += 1;
    socket.send(JSON.stringify({ type: 'response', data: 'Message received', id: message.id, number }));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('error', (error) => console.error(error.message));
    serve(socket).catch((error) => {
      console.error(error);
      socket.close(1011);
    });
  });
}
