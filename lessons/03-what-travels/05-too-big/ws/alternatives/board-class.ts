import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

class Board {
  static readonly maxBytes = 64 * 1024;
  readonly #notes: string[] = [];

  constructor(server: Server) {
    const sockets = new WebSocketServer({ server, maxPayload: Board.maxBytes });
    sockets.on('connection', (socket) => this.#serve(socket));
  }

  #pin(json: string): object {
    try {
      const { text } = JSON.parse(json) as { text: string };
      this.#notes.push(text.slice(0, 80));
      return { type: 'stored', notes: this.#notes.length };
    } catch (error) {
      console.warn(error);
      return { type: 'error' };
    }
  }

  #serve(socket: WebSocket): void {
    socket.addEventListener('error', ({ message }) => console.warn(message));
    socket.addListener('message', (data: RawData) => {
      socket.send(JSON.stringify(this.#pin(data.toString())));
    });
  }
}

export default function attach(server: Server): void {
  new Board(server);
}
