import { type Connection, WebSocketDisconnect } from 'clinic';

class Kitchen {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async serve(): Promise<void> {
    for (;;) await this.#accept(JSON.parse(await this.#connection.receiveText()));
  }

  async #accept({ id }: { id: string }): Promise<void> {
    await this.#connection.sendText(JSON.stringify({ id, type: 'accepted' }));
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  await new Kitchen(connection).serve().catch((error) => {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  });
}
