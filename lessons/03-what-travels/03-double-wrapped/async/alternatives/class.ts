import { type Connection, WebSocketDisconnect } from 'clinic';

const shelf = new Map([
  ['sencha', 12],
  ["earl's blend", 3],
  ['thé à la menthe', 0],
]);

interface Question {
  type: 'stock' | 'list';
  item: string;
}

class Shop {
  readonly #connection: Connection;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async serve({ type, item }: Question) {
    const count = shelf.get(item);
    if (type === 'list') await this.#send('list', [...shelf.keys()]);
    else if (count === undefined) await this.#send('error', `no such item: ${item}`);
    else await this.#send('stock', { count, item });
  }

  async #send(type: string, data: unknown) {
    await this.#connection.sendText(JSON.stringify({ data, type }, null, 2));
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const question = await connection.receiveJson<Question>();
      console.log(`${clientId} asks for ${question.item ?? 'the list'}`);
      await new Shop(connection).serve(question);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has gone`);
  }
}
