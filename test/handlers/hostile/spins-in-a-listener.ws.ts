// Waits for a message by looking again and again.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    let data: unknown;
    socket.on('message', (message: unknown) => { data = message; });
    while (data === undefined);
  });
}
