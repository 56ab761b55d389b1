import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

async function findUser(clientId: string) {
  await setTimeout(200);
  if (clientId.startsWith('guest-')) return undefined;
  return { name: clientId };
}

function posted(data: RawData, by: string) {
  const { text } = JSON.parse(String(data)) as { text: string };
  return JSON.stringify({ type: 'posted', by, text });
}

class Visitor {
  readonly #socket: WebSocket;
  #early: RawData[] | undefined = [];
  #name = '';

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.on('message', (data) => (this.#early ? this.#early.push(data) : this.#answer(data)));
    socket.on('error', (error) => console.error(error.message));
  }

  async enter(clientId: string): Promise<void> {
    const user = await findUser(clientId);
    if (!user) return this.#socket.close(4401);
    this.#name = user.name;
    const early = this.#early ?? [];
    this.#early = undefined;
    for (const data of early) this.#answer(data);
  }

  #answer(data: RawData): void {
    this.#socket.send(posted(data, this.#name));
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, request) => void new Visitor(socket).enter(String(request.url).slice(4)));
}
