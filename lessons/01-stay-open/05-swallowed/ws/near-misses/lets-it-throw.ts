import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

function processMessage(text: string): void {
  const message = JSON.parse(text) as { type: string };
  console.log(`processing ${message.type}`);
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('message', (data) => {
      processMessage(String(data));
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
  });
}
