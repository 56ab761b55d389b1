import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Order {
  type: 'order';
  id: string;
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      try {
        const order: Order = JSON.parse(String(data));
        console.log(`ordered: ${order.id}`);
        socket.send(JSON.stringify({ type: 'accepted' }));
      } catch (error) {
        console.error(error);
        socket.send(JSON.stringify({ type: 'error' }));
      }
    });
  });
}
