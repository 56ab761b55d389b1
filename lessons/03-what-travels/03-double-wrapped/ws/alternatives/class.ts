import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

const shelf = new Map([
  ['sencha', 12],
  ["earl's blend", 3],
  ['thé à la menthe', 0],
]);

interface Question {
  type: 'stock' | 'list';
  item: string;
}

class Counter {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => this.#serve(data));
    socket.on('error', (error) => console.error(error));
  }

  #serve(data: RawData): void {
    try {
      this.#answer(JSON.parse(String(data)) as Question);
    } catch (error) {
      console.error(error);
      this.#socket.close(1011, 'Internal server error');
    }
  }

  #answer({ type, item }: Question): void {
    const count = shelf.get(item);
    if (type === 'list') this.#send('list', [...shelf.keys()]);
    else if (count === undefined) this.#send('error', `no such item: ${item}`);
    else this.#send('stock', { item, count });
  }

  /** The one place in which an answer is made JSON. */
  #send(type: string, data: unknown): void {
    this.#socket.send(JSON.stringify({ type, data }));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Counter(socket));
}
