import type { EventEmitter } from 'node:events';
import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

const visits = new Map<string, number>();

const idOf = ({ url = '' }: IncomingMessage) => url.slice('/ws/'.length);

async function findUser(id: string) {
  await setTimeout(200);
  return { id, name: id };
}

async function countVisit(id: string) {
  await setTimeout(10);
  visits.set(id, (visits.get(id) ?? 0) + 1);
}

class Visitor {
  readonly #id: string;

  constructor(request: IncomingMessage) {
    this.#id = idOf(request);
  }

  /** Whatever speaks for this visitor: first the stream, then the connection. */
  watch(emitter: EventEmitter): void {
    emitter.on('error', (error: Error) => console.error(JSON.stringify({ event: '⚡', id: this.#id, error: error.message })));
  }

  async enter(stream: Duplex): Promise<boolean> {
    this.watch(stream);
    await findUser(this.#id);
    return !stream.destroyed;
  }

  #reply(json: string): object {
    try {
      return { type: 'posted', text: JSON.parse(json).text };
    } catch (error) {
      return { type: 'error', reason: String(error) };
    }
  }

  async serve(socket: WebSocket): Promise<void> {
    this.watch(socket);
    socket.on('message', (data) => socket.send(JSON.stringify(this.#reply(data.toString()))));
    await countVisit(this.#id);
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });

  server.on('upgrade', async (request, stream, head) => {
    const visitor = new Visitor(request);
    if (await visitor.enter(stream)) sockets.handleUpgrade(request, stream, head, (socket) => void visitor.serve(socket));
  });
}
