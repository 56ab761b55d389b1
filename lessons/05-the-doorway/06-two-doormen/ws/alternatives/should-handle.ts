import type { IncomingMessage, Server } from 'node:http';
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

class Shop extends WebSocketServer {
  override shouldHandle({ url = '/' }: IncomingMessage): boolean {
    return ['/orders', '/prices'].includes(pathOf(url));
  }
}

const pathOf = (url: string) => url.split('?', 1)[0] ?? '/';

export default function attach(server: Server): void {
  const shop = new Shop({ server });
  shop.on('connection', (socket, { url = '/' }) => {
    const isOrders = pathOf(url) === '/orders';
    socket.on('error', (error) => console.warn(`${url}: ${error.message}`));
    socket.on('message', (data) => {
      const reply = isOrders
        ? answer<Order>(data, ({ id }) => ({ order: id, state: 'packed' }))
        : answer<Basket>(data, ({ article, count }) => ({ article, total: count * UNIT_PRICE }));
      socket.send(reply);
    });
  });
}
