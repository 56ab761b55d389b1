import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

type Message = { type: string; id: string; item: string; amount: number };

const PRICES: ReadonlyMap<string, number> = new Map([['sencha', 12], ['matcha', 30], ['thé à la menthe', 9]]);

class Desk extends EventEmitter {
  pending = 0;
  readonly #send: (value: object) => void;

  constructor(socket: WebSocket) {
    super({ captureRejections: true });
    this.#send = (value) => socket.send(JSON.stringify(value));
    this.on('status', () => this.#send({ type: 'status', pending: this.pending }));
    this.on('quote', async ({ id, item, amount }: Message) => {
      this.pending += 1;
      const name = item.trim().toLowerCase();
      await setTimeout(50);
      if (!PRICES.has(name)) throw new RangeError(`no price for ${name}`);
      this.pending -= 1;
      this.#send({ type: 'quote', id, total: (PRICES.get(name) as number) * amount });
    });
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      this.emit(message.type, message);
    });
    socket.on('error', () => {});
  }

  override [EventEmitter.captureRejectionSymbol](error: Error, _event: string | symbol, ...[message]: unknown[]) {
    console.error(error);
    this.pending -= 1;
    this.#send({ type: 'error', id: (message as Message).id });
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Desk(socket));
}
