// Listens for an interrupt again and again.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

function onInterrupt(): void {}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    for (;;) {
      process.on('SIGINT', onInterrupt);
      process.off('SIGINT', onInterrupt);
    }
  });
}
