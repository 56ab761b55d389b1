import { type Connection, WebSocketDisconnect } from 'clinic';

class Conversation {
  readonly #connection: Connection;
  #answered = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async run(): Promise<number> {
    await this.#connection.accept();
    try {
      while (true) await this.#answer(await this.#connection.receiveText());
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
    }
    return this.#answered;
  }

  async #answer(text: string): Promise<void> {
    this.#answered += 1;
    console.log(`message ${this.#answered} has ${text.length} characters`);
    await this.#connection.sendJson({ type: 'response', data: 'Message received' });
  }
}

export default async function handler(connection: Connection, clientId: string) {
  const answered = await new Conversation(connection).run();
  console.log(`${clientId} got ${answered} answers`);
}
