import { type Connection, WebSocketDisconnect } from 'clinic';

class Feed {
  private price = 100;

  constructor(private readonly connection: Connection) {}

  start() {
    setInterval(() => this.publish(), 2_000);
  }

  private async publish() {
    this.price += 1;
    await this.connection.sendJson({ symbol: 'ACME', price: this.price });
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  new Feed(connection).start();
  let incoming = await connection.receive();
  while (incoming.type !== 'disconnect') {
    try {
      await connection.sendJson({ ok: incoming.type === 'text' });
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
    }
    incoming = await connection.receive();
  }
}
