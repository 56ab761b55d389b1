import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const WORK_MS = new Map([
  ['year', 120],
  ['month', 60],
  ['day', 5],
]);

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', async (data) => {
      const { span } = JSON.parse(String(data));
      await setTimeout(WORK_MS.get(span));
      socket.send(JSON.stringify({ type: 'sum', span }));
    });
  });
}
