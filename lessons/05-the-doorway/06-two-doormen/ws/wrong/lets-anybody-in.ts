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
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => {
    const { pathname } = new URL(request.url ?? '/', 'http://shop');
    socket.on('error', (error) => console.warn(`${pathname}: ${error.message}`));
    socket.on('message', (data) => {
      if (pathname === '/prices') socket.send(answer<Basket>(data, ({ article, count }) => ({ article, total: count * UNIT_PRICE })));
      else socket.send(answer<Order>(data, ({ id }) => ({ order: id, state: 'packed' })));
    });
  });
}
