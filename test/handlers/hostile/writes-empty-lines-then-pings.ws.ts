// Writes 250,000 empty lines, and then more pings than anybody asked for.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    console.log('\n'.repeat(250_000));
    for (let count = 0; count < 4_000; count++) socket.ping();
  });
}
