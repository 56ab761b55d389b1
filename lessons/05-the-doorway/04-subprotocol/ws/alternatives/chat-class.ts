import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

class Chat {
  readonly #answers = new Map<string, (text: unknown) => object>([
    ['chat.v2', (text) => ({ text, type: 'said' })],
    ['chat.v1', (said) => ({ said })],
  ]);

  readonly choose = (offered: Set<string>) => [...this.#answers.keys()].find((name) => offered.has(name)) ?? false;

  serve(socket: WebSocket): void {
    const answer = this.#answers.get(socket.protocol || 'chat.v1');
    socket.on('error', (error) => console.error(error.message));
    socket.on('message', (data) => {
      try {
        socket.send(JSON.stringify(answer?.(JSON.parse(String(data)).text)));
      } catch {
        socket.close(1007, 'not a message');
      }
    });
  }
}

export default function attach(server: Server): void {
  const chat = new Chat();
  const sockets = new WebSocketServer({ server, handleProtocols: chat.choose });
  sockets.on('connection', (socket) => chat.serve(socket));
}
