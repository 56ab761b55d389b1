// Keeps buffers that it never touches.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const kept: ArrayBuffer[] = [];
    for (;;) kept.push(new ArrayBuffer(50_000_000));
  });
}
