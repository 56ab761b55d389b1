// Answers every message, and hides the close from ws.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    socket._receiver.removeAllListeners('conclude');
    socket.on('message', (message: unknown) => socket.send(`Echo: ${message}`));
  });
}
