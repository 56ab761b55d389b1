// Keeps long strings, each its own.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const kept: string[] = [];
    for (let n = 0; ; n++) kept.push(Buffer.alloc(1_000_000, 65 + (n % 26)).toString('latin1') + n);
  });
}
