// Calls itself without an end.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    const deeper = (n: number): number => deeper(n + 1) + 1;
    deeper(0);
  });
}
