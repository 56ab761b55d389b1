import type { Server } from 'node:http';
import { type RawData, WebSocketServer } from 'ws';

const UNIT_PRICE = 3;

interface Order {
  id: string;
}

interface Basket {
  article: string;
  count: number;
}

function answer<Question>(data: RawData, give: (question: Question) => object): string {
  try {
    return JSON.stringify(give(JSON.parse(String(data)) as Question));
  } catch (error) {
    return JSON.stringify({ error: String(error) });
  }
}

export default function attach(server: Server): void {
  const orders = new WebSocketServer({ noServer: true });
  orders.on('connection', (socket) => {
    socket.on('error', (error) => console.warn(`orders: ${error.message}`));
    socket.on('message', (data) => {
      socket.send(answer<Order>(data, ({ id }) => ({ order: id, state: 'packed' })));
    });
  });

  const prices = new WebSocketServer({ noServer: true });
  prices.on('connection', (socket) => {
    socket.on('error', (error) => console.warn(`prices: ${error.message}`));
    socket.on('message', (data) => {
      socket.send(answer<Basket>(data, ({ article, count }) => ({ article, total: count * UNIT_PRICE })));
    });
  });

  server.on('upgrade', (request, stream, head) => {
    const door = request.url?.startsWith('/orders') ? orders : request.url?.startsWith('/prices') ? prices : undefined;
    if (door) door.handleUpgrade(request, stream, head, (socket) => door.emit('connection', socket, request));
    else stream.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
  });
}
