import { type Connection, WebSocketDisconnect } from 'clinic';

class Responder {
  #count = 0;
  constructor(private connection: Connection) {}

  reply(type: string, data: unknown) {
    this.#count++;
    this.connection.sendJson({ type, data, seq: this.#count });
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const responder = new Responder(connection);
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      if (incoming.type === 'bytes') responder.reply('error', 'binary is not supported');
      else responder.reply('ack', incoming.text.length);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
