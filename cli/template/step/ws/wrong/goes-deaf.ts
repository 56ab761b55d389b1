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
    let count = 0;
    socket.on('message', (data) => {
      if (count++ >= 4) return;
      const order: Order = JSON.parse(String(data));
      console.log(`ordered: ${order.id}`);
      socket.send(JSON.stringify({ type: 'accepted', id: order.id }));
    });
  });
}
