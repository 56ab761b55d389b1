import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

function log(level: 'info' | 'warn', fields: object): void {
  const line = `${JSON.stringify({ level, ...fields })}\n`;
  if (level === 'warn') process.stderr.write(line);
  else process.stdout.write(line);
}

class Table extends EventTarget {
  #made = 0;
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.addEventListener('message', (event) => this.dispatchEvent(new CustomEvent('said', { detail: JSON.parse(String(event.data)) })));
    socket.addEventListener('error', ({ message }) => log('warn', { message }));
    socket.addEventListener('close', ({ code }) => log('warn', { code, made: this.#made }));
    this.addEventListener('said', (event) => this.#hear((event as CustomEvent).detail));
  }

  #hear(message: { type: string; id: unknown }): void {
    log('info', { message });
    if (message.type === 'done') {
      this.#socket.send(JSON.stringify({ orders: this.#made, type: 'bill' }));
      this.#socket.close(1000);
      return;
    }
    this.#made += 1;
    this.#socket.send(JSON.stringify({ number: this.#made, id: message.id, data: 'Message received', type: 'response' }));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Table(socket));
}
