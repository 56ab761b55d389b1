import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

class Stranger extends Error {}

class Book {
  readonly #members = new Map([
    ['f2c81a90', 'Ana'],
    ['7be4d015', 'Ben'],
  ]);
  #balance = 0;

  async admit({ headers, query }: Connection): Promise<string> {
    await sleep(150);
    const header = headers.get('Authorization');
    const name = this.#members.get(header === undefined ? (query.get('token') ?? '') : header.slice('Bearer '.length));
    if (name === undefined) throw new Stranger('unknown token');
    return name;
  }

  pay({ amount, text }: { amount: number; text: string }) {
    if (!Number.isInteger(amount)) throw new TypeError('a payment has a whole amount');
    this.#balance += amount;
    return { balance: this.#balance, text, type: 'paid' };
  }
}

const book = new Book();

export default async function handler(connection: Connection, clientId: string) {
  try {
    const name = await book.admit(connection);
    await connection.accept();
    while (true) {
      await connection.sendJson(book.pay(await connection.receiveJson()));
      console.log(`${name} has paid`);
    }
  } catch (error) {
    if (error instanceof Stranger) await connection.refuse(403, `${clientId}: ${error.message}`);
    else if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
