import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string | number;
  dish?: string;
}

function confirmation(order: Message, number: number) {
  return { type: 'response', data: 'Message received', id: order.id, number };
}

function serveTable(socket: WebSocket): void {
  const orders: Message[] = [];
  const send = (value: object) => socket.send(JSON.stringify(value));

  const hear = (data: RawData) => {
    const message = JSON.parse(String(data)) as Message;
    if (message.type === 'order') {
      orders.push(message);
      console.log(`🍜 order ${orders.length}: ${message.dish}`);
      send(confirmation(message, orders.length));
    } else if (message.type === 'done') {
      send({ type: 'bill', orders: orders.length });
      socket.close(1000);
    }
  };
  socket.once('message', (data) => {
    hear(data);
    socket.once('message', hear);
  });

  socket.on('error', (error) => console.error(`the connection failed: ${error.message}`));
  socket.once('close', () => console.log(`👋 left after ${orders.length} orders`));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', serveTable);
}
