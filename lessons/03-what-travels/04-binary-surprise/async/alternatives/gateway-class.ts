import type { Connection } from 'clinic';

class Gateway {
  readonly #latest = new Map<string, number>();

  async serve(connection: Connection): Promise<void> {
    for await (const text of this.#messages(connection)) {
      await connection.sendText(JSON.stringify(text === undefined ? { data: 'text only', type: 'error' } : this.#store(text)));
    }
  }

  /** undefined for a message that is not text. */
  async *#messages(connection: Connection): AsyncGenerator<string | undefined> {
    for (let came = await connection.receive(); came.type !== 'disconnect'; came = await connection.receive()) {
      yield came.type === 'text' ? came.text : undefined;
    }
  }

  #store(text: string) {
    const { sensor, celsius } = JSON.parse(text) as { sensor: string; celsius: number };
    this.#latest.set(sensor, celsius);
    console.log(JSON.stringify({ level: 'info', sensor, celsius }));
    return { celsius, sensor, type: 'stored' };
  }
}

const gateway = new Gateway();

export default async function handler(connection: Connection) {
  await connection.accept();
  await gateway.serve(connection);
}
