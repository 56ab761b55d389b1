import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

class Mailbox<T> {
  #items: T[] = [];
  #wake?: () => void;

  put(item: T) {
    this.#items.push(item);
    this.#wake?.();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<T, void> {
    while (true) {
      while (this.#items.length > 0) yield this.#items.shift()!;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }
}

const DONE = Symbol('done');

async function read(connection: Connection, mailbox: Mailbox<string | typeof DONE>) {
  for (;;) {
    const incoming = await connection.receive();
    mailbox.put(incoming.type === 'disconnect' ? DONE : incoming.type === 'text' ? incoming.text : `${incoming.bytes.length} bytes`);
    if (incoming.type === 'disconnect') return;
  }
}

async function write(connection: Connection, mailbox: Mailbox<string | typeof DONE>) {
  for await (const item of mailbox) {
    if (item === DONE) return;
    await sleep(5);
    await connection.sendText(`printed: ${item.slice(0, 100)}`);
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const mailbox = new Mailbox<string | typeof DONE>();
  const results = await Promise.allSettled([read(connection, mailbox), write(connection, mailbox)]);
  for (const result of results) {
    if (result.status === 'rejected' && !(result.reason instanceof WebSocketDisconnect)) throw result.reason;
  }
}
