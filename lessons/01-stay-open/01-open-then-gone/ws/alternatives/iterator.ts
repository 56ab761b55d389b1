import { on } from 'node:events';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', async (socket) => {
    for await (const _ of on(socket, 'message', { close: ['close'] })) {
      socket.send('{ "data": "Message received", "type": "response" }');
    }
  });
}
