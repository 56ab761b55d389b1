import { type Connection, WebSocketDisconnect } from 'clinic';

const KIB = 1024;

class Board {
  readonly #notes: string[] = [];

  async serve(connection: Connection): Promise<void> {
    while (true) {
      const { text } = await connection.receiveJson<{ text: string }>();
      this.#notes.push(text.slice(0, 80));
      console.log(JSON.stringify({ level: 'info', notes: this.#notes.length }));
      await connection.sendText('{"type": "stored"}');
    }
  }
}

const board = new Board();

export const settings = { maxMessageBytes: 64 * KIB, pingIntervalMs: 20_000 };

export default async function handler(connection: Connection) {
  await connection.accept();
  await board.serve(connection).catch((error) => {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  });
}
