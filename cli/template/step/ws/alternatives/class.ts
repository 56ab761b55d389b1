import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

class Kitchen {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => this.#accept(data));
  }

  #accept(data: RawData): void {
    try {
      const { id } = JSON.parse(data.toString());
      this.#socket.send(JSON.stringify({ id, type: 'accepted' }));
    } catch (error) {
      console.error(error);
      this.#socket.close(1011, 'Internal server error');
    }
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Kitchen(socket));
}
