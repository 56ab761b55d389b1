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
      } catch (error) {
        // This message is bad; the connection is not.
        console.error('💥 bad message:', error);
        socket.send(JSON.stringify({ type: 'error' }));
        return;
      }
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
  });
}
