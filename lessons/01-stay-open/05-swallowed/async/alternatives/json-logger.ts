import { type Connection, WebSocketDisconnect } from 'clinic';

interface Entry {
  level: 'info' | 'error';
  event: string;
  error?: unknown;
  [field: string]: unknown;
}

function log({ error, ...entry }: Entry): void {
  const stack = error instanceof Error ? { stack: error.stack } : {};
  console.log(JSON.stringify({ time: Date.now(), ...entry, ...stack }));
}

class Clerk {
  readonly #connection: Connection;
  readonly #clientId: string;

  constructor(connection: Connection, clientId: string) {
    this.#connection = connection;
    this.#clientId = clientId;
  }

  async work(): Promise<void> {
    await this.#connection.accept();
    for (let event = await this.#connection.receive(); event.type === 'text'; event = await this.#connection.receive()) {
      await this.#connection.sendJson(this.#answerTo(event.text));
    }
  }

  #answerTo(text: string): object {
    try {
      const { type } = JSON.parse(text) as { type: string };
      log({ level: 'info', event: 'processing', type });
      return { type: 'response', data: 'Message received' };
    } catch (error) {
      log({ level: 'error', event: 'bad message', client: this.#clientId, error });
      return { type: 'error' };
    }
  }
}

export default async function handler(connection: Connection, clientId: string) {
  try {
    await new Clerk(connection, clientId).work();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
