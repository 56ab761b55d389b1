// Closes what the workshop speaks on.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    process.getBuiltinModule('fs').closeSync(3);
    socket.on('message', (message: unknown) => socket.send(`Echo: ${message}`));
  });
}
