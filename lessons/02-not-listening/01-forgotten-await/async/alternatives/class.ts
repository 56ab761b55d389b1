import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

class Chat {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async *messages(): AsyncGenerator<string> {
    try {
      while (true) yield await this.#connection.receiveText();
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
    }
  }

  async reply(): Promise<void> {
    try {
      await this.#connection.sendJson({ type: 'response', data: 'Message received' });
    } catch (error) {
      // The client has left; the next receive says so, too.
      if (!(error instanceof WebSocketDisconnect)) throw error;
    }
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const chat = new Chat(connection);
  for await (const text of chat.messages()) {
    console.log(`📥 ${clientId}: ${text}`);
    await sleep(50); // the database takes note of it
    await chat.reply();
  }
}
