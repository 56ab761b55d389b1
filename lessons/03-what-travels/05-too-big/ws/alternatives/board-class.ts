import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

class Board {
  static readonly maxBytes = 64 * 1024;
  readonly #notes: string[] = [];

  constructor(server: Server) {
    const sockets = new WebSocketServer({ server, maxPayload: Board.maxBytes });
    sockets.on('connection', (socket) => this.#serve(socket));
  }

  #serve(socket: WebSocket): void {
    socket.addEventListener('error', ({ message }) => console.warn(message));
    socket.addListener('message', (data: RawData) => {
      const { text } = JSON.parse(data.toString()) as { text: string };
      this.#notes.push(text.slice(0, 80));
      socket.send(JSON.stringify({ type: 'stored', notes: this.#notes.length }));
    });
  }
}

export default function attach(server: Server): void {
  new Board(server);
}
