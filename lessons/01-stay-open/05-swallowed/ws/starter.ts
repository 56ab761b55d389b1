import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

function processMessage(text: string): void {
  const message = JSON.parse(text) as { type: string };
  console.log(`processing ${message.type}`);
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      try {
        processMessage(String(data));
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch {
        socket.close();
      }
    });
  });
}
