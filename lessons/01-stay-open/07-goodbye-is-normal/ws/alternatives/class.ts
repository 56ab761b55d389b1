import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type RawData, WebSocket, WebSocketServer } from 'ws';

const skies = new Map([
  ['Bergen', 'rain'],
  ['Nîmes', 'sun'],
  ['São Paulo', 'storm'],
]);

async function lookUp(city: string) {
  await setTimeout(100);
  const sky = skies.get(city);
  if (!sky) throw new Error(`no such city: ${city}`);
  return { type: 'forecast', city, sky };
}

class Visit {
  static count = 0;
  readonly #socket: WebSocket;
  readonly #clientId: string;

  constructor(socket: WebSocket, clientId: string) {
    this.#socket = socket;
    this.#clientId = clientId;
    Visit.count += 1;
    socket.on('message', (data) => void this.#answer(data).catch((error) => this.#fail(error)));
    socket.on('error', (error) => this.#fail(error));
    socket.once('close', (code) => this.#left(code));
  }

  async #answer(data: RawData): Promise<void> {
    const { type, city } = JSON.parse(data.toString()) as { type: string; city: string };
    const reply = type === 'online' ? { type: 'online', count: Visit.count } : await lookUp(city);
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(reply));
  }

  #fail(error: unknown): void {
    console.error(error);
    this.#socket.send('{"type":"error"}');
    this.#socket.close(1011, 'Internal server error');
  }

  #left(code: number): void {
    Visit.count -= 1;
    process.stdout.write(`👋 ${this.#clientId} left with ${code}\n`);
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, { url }) => new Visit(socket, String(url).replace('/ws/', '')));
}
