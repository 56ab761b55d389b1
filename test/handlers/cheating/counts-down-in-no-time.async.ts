// Sends all ticks of a countdown at once.
import { type Connection, WebSocketDisconnect } from 'clinic';

type Command = { type: 'move'; id: string } | { type: 'countdown'; from: number };
type Message = Command | { type: 'chat'; id: string; text: string };

async function countDown(connection: Connection, from: number, signal: AbortSignal): Promise<void> {
  for (let left = from - 1; left >= 0; left -= 1) {
    signal.throwIfAborted();
    await connection.sendJson({ type: 'tick', left });
  }
}

/** Commands go one after another: each waits for the one before it. */
class Game {
  readonly #connection: Connection;
  readonly #stopping = new AbortController();
  #last: Promise<void> = Promise.resolve();
  #moves = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  take(command: Command): void {
    this.#last = this.#last
      .then(() => this.#carryOut(command))
      .catch((error) => {
        if (!this.#stopping.signal.aborted) console.error('💥', error);
      });
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #carryOut(command: Command): Promise<void> {
    this.#stopping.signal.throwIfAborted();
    if (command.type === 'countdown') return countDown(this.#connection, command.from, this.#stopping.signal);
    this.#moves += 1;
    await this.#connection.sendJson({ type: 'moved', id: command.id, moves: this.#moves });
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const game = new Game(connection);
  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'chat') {
        console.log(`💬 ${message.text}`);
        await connection.sendJson(message);
      } else {
        game.take(message);
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} has left the game`);
  } finally {
    game.stop();
  }
}
