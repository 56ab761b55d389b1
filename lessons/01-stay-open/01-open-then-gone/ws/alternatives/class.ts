import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

class Conversation {
  readonly #socket: WebSocket;
  #answered = 0;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', () => this.#answer());
    socket.on('error', (error) => console.error(error));
    socket.on('close', (code) => console.log(`left with ${code} after ${this.#answered} answers`));
  }

  #answer(): void {
    this.#answered += 1;
    this.#socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Conversation(socket));
}
