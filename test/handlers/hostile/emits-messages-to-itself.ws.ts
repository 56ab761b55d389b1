// Pretends that the workshop has spoken.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    (process as any).emit('message', { type: 'rest', ticket: 1, untilMs: 60_000 });
    (process as any).emit('disconnect');
  });
}
