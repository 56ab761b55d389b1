import type { IncomingMessage, Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

class Book {
  readonly #tokens = new Set(['f2c81a90', '7be4d015']);
  #balance = 0;

  async knows({ headers, url }: IncomingMessage): Promise<boolean> {
    await setTimeout(150);
    const query = new URL(`http://book.test${url}`).searchParams;
    return this.#tokens.has(headers.authorization?.slice('Bearer '.length) ?? query.get('token') ?? '');
  }

  pay(payment: string): string {
    const { amount, text } = JSON.parse(payment) as { amount: number; text: string };
    if (!Number.isInteger(amount)) throw new TypeError('a payment has a whole amount');
    this.#balance += amount;
    return JSON.stringify({ balance: this.#balance, text, type: 'paid' });
  }
}

export default function attach(server: Server): void {
  const book = new Book();
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }, done) => void book.knows(req).then((isKnown) => done(isKnown, 401)),
  });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error.message));
    socket.on('message', (data) => {
      try {
        socket.send(book.pay(String(data)));
      } catch (error) {
        console.error(error);
        socket.close(1003, 'not a payment');
      }
    });
  });
}
