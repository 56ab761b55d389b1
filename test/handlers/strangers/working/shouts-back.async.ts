import { type Connection, WebSocketDisconnect } from 'clinic';

class Shouter {
  readonly #connection: Connection;
  #shouts = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async run(): Promise<number> {
    await this.#connection.accept();
    for (;;) {
      const incoming = await this.#connection.receive();
      if (incoming.type === 'disconnect') return this.#shouts;
      if (incoming.type === 'text') await this.#shout(incoming.text);
      else await this.#connection.sendBytes(incoming.bytes.map((byte) => byte ^ 0x20));
    }
  }

  async #shout(text: string) {
    this.#shouts++;
    await this.#connection.sendText(text.toUpperCase());
  }
}

export default async function handler(connection: Connection, name: string) {
  try {
    console.log(`${name} shouted ${await new Shouter(connection).run()} times`);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
