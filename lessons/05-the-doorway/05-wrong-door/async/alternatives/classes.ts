import { type Connection, WebSocketDisconnect } from 'clinic';

abstract class Talk {
  abstract answer(asked: Record<string, unknown>): object;

  async with(connection: Connection): Promise<void> {
    await connection.accept();
    while (true) {
      try {
        await connection.sendJson(this.answer(await connection.receiveJson()));
      } catch (error) {
        if (error instanceof WebSocketDisconnect) return;
        await connection.sendJson({ error: String(error) });
      }
    }
  }
}

class Board extends Talk {
  answer({ station }: Record<string, unknown>) {
    return { board: station };
  }
}

class Train extends Talk {
  readonly #number: string;

  constructor(number: string) {
    super();
    this.#number = number;
  }

  answer({ stop }: Record<string, unknown>) {
    return { stop, train: this.#number };
  }
}

const board = (connection: Connection) => new Board().with(connection);
const train = (connection: Connection, number: string) => new Train(number).with(connection);

export default {
  '/live/board': board,
  '/live/board/': board,
  '/live/trains/{number}': train,
  '/live/trains/{number}/': train,
};
