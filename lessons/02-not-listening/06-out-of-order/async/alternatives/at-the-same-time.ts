import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

interface Question {
  id: string;
  span: string;
}

const sales = new Map([
  ['day', { total: 110, ms: 5 }],
  ['month', { total: 3_410, ms: 60 }],
  ['year', { total: 40_150, ms: 120 }],
]);

async function addUp(span: string) {
  const found = sales.get(span);
  await sleep(found?.ms ?? 20);
  if (!found) throw new Error(`no such span: ${span}`);
  return found.total;
}

async function replyTo({ id, span }: Question) {
  try {
    return { type: 'sum', id, total: await addUp(span) };
  } catch (error) {
    console.warn('no sum:', error);
    return { type: 'error', id };
  }
}

class Answers {
  readonly #connection: Connection;
  readonly #line: Promise<object>[] = [];
  #sending = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async listen(): Promise<never> {
    for (;;) {
      this.#line.push(replyTo(await this.#connection.receiveJson<Question>()));
      if (!this.#sending) void this.#send();
    }
  }

  /** The oldest first, whichever is ready first. */
  async #send(): Promise<void> {
    this.#sending = true;
    try {
      for (let next = this.#line.shift(); next; next = this.#line.shift()) await this.#connection.sendJson(await next);
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
    } finally {
      this.#sending = false;
    }
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  await new Answers(connection).listen().catch((error) => {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 Disconnected: ${clientId}`);
  });
}
