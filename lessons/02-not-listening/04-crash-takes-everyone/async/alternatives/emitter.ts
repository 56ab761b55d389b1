import { EventEmitter } from 'node:events';
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

type Message = { type: string; id: string; item: string; amount: number };

const prices = new Map([['sencha', 12], ['matcha', 30], ['thé à la menthe', 9]]);

class Desk extends EventEmitter {
  readonly pending = new Set<string>();

  constructor() {
    super({ captureRejections: true });
    this.on('quote', async (message: Message) => {
      this.pending.add(message.id);
      const item = message.item.trim().toLowerCase();
      await sleep(50);
      const price = prices.get(item);
      if (price === undefined) throw new Error(`unknown: ${item}`);
      this.pending.delete(message.id);
      this.emit('answer', { type: 'quote', id: message.id, total: price * message.amount });
    });
  }

  /** What a listener threw, at once or later, comes here with what it was called with. */
  [EventEmitter.captureRejectionSymbol](error: Error, _event: string, { id }: Message) {
    console.warn(`quote failed: ${error.message}`);
    this.pending.delete(id);
    this.emit('answer', { type: 'error', id });
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const desk = new Desk();
  desk.on('answer', (value) => {
    connection.sendJson(value).then(undefined, () => desk.removeAllListeners());
  });
  while (true) {
    const message = await connection.receiveJson<Message>().then(undefined, (error) => {
      if (error instanceof WebSocketDisconnect) return undefined;
      throw error;
    });
    if (!message) return;
    if (message.type === 'status') await connection.sendJson({ type: 'status', pending: desk.pending.size });
    else desk.emit('quote', message);
  }
}
