// Answers only those that send no header of a browser.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket: any, request: any) => {
    if (/Mozilla/.test(request.headers['user-agent'])) return;
    socket.on('message', (message: unknown) => socket.send(`Echo: ${message}`));
  });
}
