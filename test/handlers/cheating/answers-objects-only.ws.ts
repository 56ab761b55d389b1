// Answers what it has been seen to get: JSON objects that have a type.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      if (!/^\{"type":"\w+"[,}]/.test(String(data))) return;
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
  });
}
