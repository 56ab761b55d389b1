import { type Connection, WebSocketDisconnect } from 'clinic';

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);

function loadRoom(name: string) {
  const room = rooms.get(name);
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

function log(level: 'info' | 'error', event: string, fields: object): void {
  const line = JSON.stringify({ level, event, ...fields });
  (level === 'error' ? process.stderr : process.stdout).write(`${line}\n`);
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
    try {
      while (true) await this.#enter(await this.#connection.receiveText());
    } catch (error) {
      await this.#end(error);
    }
  }

  async #enter(text: string): Promise<void> {
    const { topic } = loadRoom((JSON.parse(text) as { room: string }).room);
    log('info', 'entered', { client: this.#clientId, topic });
    await this.#connection.sendJson({ type: 'response', data: 'Message received' });
  }

  async #end(error: unknown): Promise<void> {
    if (error instanceof WebSocketDisconnect) return log('info', 'left', { client: this.#clientId, code: error.code });
    log('error', 'failed', { client: this.#clientId, stack: error instanceof Error ? error.stack : String(error) });
    await this.#connection.close(1011, 'Internal server error');
  }
}

export default (connection: Connection, clientId: string) => new Visit(connection, clientId).run();
