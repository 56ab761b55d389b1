import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      const { text } = JSON.parse(String(data));
      for (const client of sockets.clients) client.send(JSON.stringify({ type: 'said', text }));
    });
  });
}
