// Writes well-formed messages to the channel’s own descriptor.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const fs = process.getBuiltinModule('fs');
    for (let ticket = 0; ticket < 1_000; ticket++) fs.writeSync(5, `${JSON.stringify({ type: 'rested', ticket, nowMs: 60_000, progress: {} })}\n`);
  });
}
