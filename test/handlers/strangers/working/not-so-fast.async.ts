import { type Connection, WebSocketDisconnect } from 'clinic';

/** A bucket of tokens: so many messages at once, and so many more each second. */
class Bucket {
  #tokens: number;
  #last = Date.now();

  constructor(
    private readonly size: number,
    private readonly perSecond: number,
  ) {
    this.#tokens = size;
  }

  take(): boolean {
    const now = Date.now();
    this.#tokens = Math.min(this.size, this.#tokens + ((now - this.#last) / 1_000) * this.perSecond);
    this.#last = now;
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const bucket = new Bucket(300, 100);
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') return;
      if (!bucket.take()) return await connection.close(1008, 'too many messages');
      await connection.sendJson({ ok: true, kind: incoming.type });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
