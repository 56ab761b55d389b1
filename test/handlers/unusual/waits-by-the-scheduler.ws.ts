// The scheduler's wait and yield before each answer.
import type { Server } from 'node:http';
import { scheduler } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', async () => {
      await scheduler.wait(50);
      await scheduler.yield();
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }), () => {});
    });
  });
}
