import type { IncomingMessage, Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

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

class Session {
  readonly #socket: WebSocket;
  readonly #clientId: string;

  constructor(socket: WebSocket, { url = '' }: IncomingMessage) {
    this.#socket = socket;
    this.#clientId = url.slice('/ws/'.length);
    this.#log('✅ accepted');
    this.#log('⏳ waiting');
    socket.on('message', (data) => this.#hear(data));
    socket.on('error', (error) => this.#fail(error));
    socket.on('close', (code) => this.#log('👋 disconnected', { code }));
  }

  #hear(data: RawData): void {
    const text = String(data);
    this.#log('📥 received', { text });
    try {
      const message = JSON.parse(text) as Message;
      history.push(summaries[message.type](message));
      this.#socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      this.#log('⏳ waiting');
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    this.#log('💥 failed', { stack: error instanceof Error ? error.stack : String(error) });
    this.#socket.close(1011, 'Internal server error');
  }

  #log(event: string, fields: object = {}): void {
    console.log(JSON.stringify({ event, clientId: this.#clientId, ...fields }));
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('headers', (_lines, { url }) => console.log(JSON.stringify({ event: '🔄 attempt', url })));
  sockets.on('connection', (socket, request) => new Session(socket, request));
}
