// A getter that never answers, asked for by JSON.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket.send(JSON.stringify({ get value() { for (;;); } }));
  });
}
