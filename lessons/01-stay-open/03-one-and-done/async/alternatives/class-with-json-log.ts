import { type Connection, WebSocketDisconnect } from 'clinic';

const log = {
  info: (fields: object) => console.log(JSON.stringify({ level: 'info', ...fields })),
  warn: (fields: object) => console.error(JSON.stringify({ level: 'warn', ...fields })),
};

class Table {
  readonly #connection: Connection;
  readonly #name: string;
  readonly #orders = new Map<number, unknown>();

  constructor(connection: Connection, name: string) {
    this.#connection = connection;
    this.#name = name;
  }

  async serve(): Promise<void> {
    await this.#connection.accept();
    try {
      while (await this.#take(await this.#connection.receiveText()));
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
      log.warn({ table: this.#name, gone: error.code });
    }
  }

  async #take(text: string): Promise<boolean> {
    const message = JSON.parse(text);
    log.info({ table: this.#name, message });
    if (message.type === 'done') return this.#settle();
    const number = this.#orders.size + 1;
    this.#orders.set(number, message);
    await this.#connection.sendJson({ type: 'response', data: 'Message received', id: message.id, number });
    return true;
  }

  async #settle(): Promise<false> {
    await this.#connection.sendJson({ type: 'bill', orders: this.#orders.size });
    await this.#connection.close();
    return false;
  }
}

export default (connection: Connection, clientId: string) => new Table(connection, clientId).serve();
