import type { IncomingMessage, Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);

function loadRoom(name: string) {
  const room = rooms.get(name);
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

class Visit {
  readonly #socket: WebSocket;
  readonly #client: string;

  constructor(socket: WebSocket, { url = '' }: IncomingMessage) {
    this.#socket = socket;
    this.#client = url.slice('/ws/'.length);
    socket.on('message', (data) => this.#enter(data));
    socket.on('error', ({ message }) => this.#log('warn', 'bad frame', { message }));
    socket.on('close', (code) => this.#log('info', 'left', { code }));
  }

  #enter(data: RawData): void {
    try {
      const { topic } = loadRoom((JSON.parse(String(data)) as { room: string }).room);
      this.#log('info', 'entered', { topic });
      this.#socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    } catch (error) {
      this.#log('error', 'failed', { stack: error instanceof Error ? error.stack : String(error) });
      this.#socket.close(1011, 'Internal server error');
    }
  }

  #log(level: 'info' | 'warn' | 'error', event: string, fields: object): void {
    console[level](JSON.stringify({ level, event, client: this.#client, ...fields }));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => new Visit(socket, request));
}
