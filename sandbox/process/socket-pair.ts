/**
 * Connected pairs of TCP sockets: one end for the probe, the other to hand to a sandbox process as a descriptor.
 *
 * TCP over loopback, not a socket pair of the system: only TCP knows the reset that some scenarios are about. The listener is on
 * 127.0.0.1 on a free port, and closes every connection that is not the one it just made itself.
 */

import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';

export interface SocketPair {
  probe: Socket;
  handler: Socket;
}

export class SocketPairs {
  readonly #server: Server;
  readonly #expected = new Map<number, (handler: Socket) => void>();
  readonly #early = new Map<number, Socket>();
  #making = 0;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket) => this.#accept(socket));
  }

  static async open(): Promise<SocketPairs> {
    const server = createServer({ pauseOnConnect: true, noDelay: true });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.unref();
    return new SocketPairs(server);
  }

  /** Rejects when the system refuses another socket. */
  async make(): Promise<SocketPair> {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The listener for socket pairs is closed.');
    this.#making += 1;
    try {
      const probe = connect({ port: address.port, host: '127.0.0.1', noDelay: true });
      await once(probe, 'connect');
      const handler = await this.#handlerEnd(probe.localPort ?? 0);
      return { probe, handler };
    } finally {
      this.#making -= 1;
      if (this.#making === 0) this.#dropStrangers();
    }
  }

  close(): void {
    this.#server.close();
    this.#dropStrangers();
  }

  #accept(socket: Socket): void {
    const port = socket.remotePort ?? 0;
    const taker = this.#expected.get(port);
    this.#expected.delete(port);
    socket.on('error', () => {});
    if (taker) taker(socket);
    else if (this.#making > 0) this.#early.set(port, socket);
    else socket.destroy();
  }

  #handlerEnd(port: number): Promise<Socket> {
    const early = this.#early.get(port);
    this.#early.delete(port);
    if (early) return Promise.resolve(early);
    return new Promise((resolve) => this.#expected.set(port, resolve));
  }

  /** Ours may be accepted before its own `connect` event. When no pair is in the making, whoever is left is not ours. */
  #dropStrangers(): void {
    for (const socket of this.#early.values()) socket.destroy();
    this.#early.clear();
  }
}
