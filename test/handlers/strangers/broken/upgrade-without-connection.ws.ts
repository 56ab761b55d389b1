import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';

class Gateway {
  readonly #wss = new WebSocketServer({ noServer: true });
  readonly #open = new Set<WebSocket>();

  constructor(server: Server) {
    server.on('upgrade', this.#upgrade.bind(this));
    this.#wss.on('connection', this.#serve.bind(this));
  }

  #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer) {
    socket.on('error', () => socket.destroy());
    this.#wss.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', () => {});
      this.#open.add(ws);
    });
  }

  #serve(ws: WebSocket) {
    ws.on('message', (data) => ws.send(`#${this.#open.size} ${data}`));
    ws.on('close', () => this.#open.delete(ws));
  }
}

export default function attach(server: Server): void {
  new Gateway(server);
}
