// One object a connection, with private fields.
import { type Connection, WebSocketDisconnect } from 'clinic';

class Conversation {
  static readonly #ANSWER = { type: 'response', data: 'Message received' } as const;
  readonly #connection: Connection;
  #answered = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  get answered(): number {
    return this.#answered;
  }

  async run(): Promise<void> {
    await this.#connection.accept();
    for (;;) await this.#turn();
  }

  async #turn(): Promise<void> {
    await this.#connection.receiveText();
    await this.#connection.sendJson(Conversation.#ANSWER);
    this.#answered += 1;
  }
}

export default async function handler(connection: Connection, clientId: string) {
  const conversation = new Conversation(connection);
  try {
    await conversation.run();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.debug('%s left after %d answers', clientId, conversation.answered);
  }
}
