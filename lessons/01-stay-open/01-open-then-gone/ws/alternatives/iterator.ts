import { on } from 'node:events';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', async (socket) => {
    try {
      for await (const _ of on(socket, 'message', { close: ['close'] })) {
        socket.send('{ "data": "Message received", "type": "response" }');
      }
    } catch (error) {
      console.error(error);
    }
  });
}
