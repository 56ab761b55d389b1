import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  city: string;
}

const skies = new Map([
  ['Bergen', 'rain'],
  ['Nîmes', 'sun'],
  ['São Paulo', 'storm'],
]);
let online = 0;

async function lookUp(city: string) {
  await sleep(100);
  const sky = skies.get(city);
  if (!sky) throw new Error(`no such city: ${city}`);
  return { type: 'forecast', city, sky };
}

class Visit {
  readonly #connection: Connection;
  readonly #clientId: string;

  constructor(connection: Connection, clientId: string) {
    this.#connection = connection;
    this.#clientId = clientId;
  }

  async run(): Promise<void> {
    await this.#connection.accept();
    online += 1;
    try {
      for (;;) await this.#answer(await this.#connection.receiveJson<Message>());
    } catch (error) {
      await this.#ended(error);
    } finally {
      online -= 1;
    }
  }

  async #answer({ type, city }: Message): Promise<void> {
    await this.#connection.sendJson(type === 'online' ? { type, count: online } : await lookUp(city));
  }

  async #ended(error: unknown): Promise<void> {
    if (error instanceof WebSocketDisconnect) return console.warn('👋', this.#clientId, 'left with', error.code);
    console.error(error);
    await this.#connection.sendJson({ type: 'error' });
    await this.#connection.close(1011, 'Internal server error');
  }
}

export default (connection: Connection, clientId: string) => new Visit(connection, clientId).run();
