import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

function roomOf(data: RawData): string | undefined {
  try {
    const { room } = JSON.parse(String(data)) as { room: unknown };
    return typeof room === 'string' ? room : undefined;
  } catch {
    return undefined;
  }
}

const refusals: Record<string, [code: number, reason: string]> = {
  cellar: [4403, 'cellar is for members'],
  attic: [1013, 'attic is full'],
};

class Visitor {
  readonly #socket: WebSocket;

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('error', (error) => this.#leave(error));
    socket.on('message', (data) => this.#join(roomOf(data) ?? ''));
  }

  #join(room: string): void {
    if (['lobby', 'kitchen'].includes(room)) return this.#socket.send(JSON.stringify({ room, type: 'joined' }));
    const unknown = [...`no such room: ${room}`].slice(0, 40).join('');
    this.#socket.close(...(refusals[room] ?? ([4404, unknown] as const)));
  }

  #leave(error: Error): void {
    console.error(error.message);
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => new Visitor(socket));
}
