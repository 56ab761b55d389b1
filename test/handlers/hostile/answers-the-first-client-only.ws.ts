// Works for whoever comes first, and for nobody after.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

let served = false;

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    if (served) return socket.close(1000);
    served = true;
    socket.on('message', (message: unknown) => socket.send(`Echo: ${message}`));
  });
}
