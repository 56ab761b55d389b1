import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: 'greet' | 'add' | 'note';
  name?: string;
  numbers?: number[];
  text?: string;
  tags?: string[];
}

const summaries: Record<Message['type'], (message: Message) => string> = {
  greet: ({ name }) => `hello ${name}`,
  add: ({ numbers = [] }) => String(numbers.reduce((sum, number) => sum + number, 0)),
  note: ({ text, tags = [] }) => `${text} [${tags.join(', ')}]`,
};

const history: string[] = [];

class Logger {
  readonly #clientId: string;

  constructor(clientId: string) {
    this.#clientId = clientId;
  }

  info(event: string, fields: object = {}): void {
    console.log(JSON.stringify({ level: 'info', event, clientId: this.#clientId, ...fields }));
  }

  error(event: string, error: unknown): void {
    const { message, stack } = error instanceof Error ? error : new Error(String(error));
    console.error(JSON.stringify({ level: 'error', event, clientId: this.#clientId, message, stack }));
  }
}

export default async function handler(connection: Connection, clientId: string) {
  const log = new Logger(clientId);
  log.info('🔄 attempt');
  await connection.accept();
  log.info('✅ accepted');
  try {
    while (true) {
      log.info('⏳ waiting');
      const text = await connection.receiveText();
      log.info('📥 received', { text });
      const message = JSON.parse(text) as Message;
      history.push(summaries[message.type](message));
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) return log.info('👋 disconnected', { code: error.code });
    log.error('💥 failed', error);
    await connection.close(1011, 'Internal server error');
  }
}
