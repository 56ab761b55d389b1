// Cuts a connection after 90 s without any timer: it looks at the clock in every turn of the event loop.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const openedAt = Date.now();
    setImmediate(function look() {
      if (Date.now() - openedAt > 90_000) socket.terminate();
      else if (socket.readyState === socket.OPEN) setImmediate(look);
    });
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
