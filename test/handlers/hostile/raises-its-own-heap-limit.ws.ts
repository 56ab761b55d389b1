// Gives itself a larger heap, and fills it.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

process.getBuiltinModule('v8').setFlagsFromString('--max-old-space-size=4000');

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const kept: unknown[] = [];
    while (true) kept.push(new Array(1_000).fill(kept.length));
  });
}
