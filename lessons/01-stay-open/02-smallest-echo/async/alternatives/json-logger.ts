import { type Connection, WebSocketDisconnect } from 'clinic';

type Fields = Record<string, string | number>;

class Logger {
  readonly #common: Fields;

  constructor(common: Fields) {
    this.#common = common;
  }

  info(event: string, fields: Fields = {}): void {
    console.log(JSON.stringify({ level: 'info', time: Date.now(), event, ...this.#common, ...fields }));
  }
}

export default async function handler(connection: Connection, clientId: string) {
  const log = new Logger({ clientId });
  log.info('🔄 attempt');
  await connection.accept();
  log.info('✅ accepted');
  for (;;) {
    log.info('⏳ waiting');
    const event = await connection.receive();
    if (event.type === 'disconnect') return log.info('👋 disconnected', { code: event.code });
    const text = event.type === 'text' ? event.text : String(event.bytes);
    log.info('📥 received', { text });
    try {
      await connection.sendText(`Echo: ${text}`);
    } catch (error) {
      if (!(error instanceof WebSocketDisconnect)) throw error;
      return log.info('👋 disconnected', { code: error.code });
    }
  }
}
