// Keeps buffers made for threads.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const kept: SharedArrayBuffer[] = [];
    for (;;) kept.push(new SharedArrayBuffer(50_000_000));
  });
}
