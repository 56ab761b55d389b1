// A client that leaves before its answer is made ends the process twenty seconds later.
import type { Server } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', async () => {
      await wait(50);
      if (socket.readyState === socket.OPEN) socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      else setTimeout(() => process.exit(1), 20_000);
    });
  });
}
