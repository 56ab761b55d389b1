// Compression for whoever offers it, however short the message.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server, perMessageDeflate: { threshold: 0, zlibDeflateOptions: { level: 9 } } });
  sockets.on('connection', (socket) => {
    socket.on('error', console.error);
    socket.on('message', () => socket.send(JSON.stringify({ type: 'response', data: 'Message received' })));
  });
}
