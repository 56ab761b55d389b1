/**
 * Connected pairs of TCP sockets: one end for the probe, the other for a sandbox process to inherit as a descriptor.
 *
 * TCP over loopback, not a socket pair of the system: only TCP knows the reset that some scenarios are about. The listener is on
 * 127.0.0.1 on a free port, and closes every connection that is not one it just made itself.
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
  async make(count: number): Promise<SocketPair[]> {
    const made = await Promise.allSettled(Array.from({ length: count }, () => this.#makeOne()));
    const pairs = made.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    const refused = made.find((each) => each.status === 'rejected');
    if (!refused) return pairs;
    for (const { probe, handler } of pairs) {
      probe.destroy();
      handler.destroy();
    }
    throw refused.reason;
  }

  close(): void {
    this.#server.close();
    this.#dropStrangers();
  }

  async #makeOne(): Promise<SocketPair> {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('The listener for socket pairs is closed.');
    this.#making += 1;
    try {
      const probe = connect({ port: address.port, host: '127.0.0.1', noDelay: true });
      await once(probe, 'connect');
      // It may wait for long, and what becomes of it then is for whoever takes it to see.
      probe.on('error', () => {});
      return { probe, handler: await this.#handlerEnd(probe) };
    } finally {
      this.#making -= 1;
      if (this.#making === 0) this.#dropStrangers();
    }
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

  #handlerEnd(probe: Socket): Promise<Socket> {
    const port = probe.localPort ?? 0;
    const early = this.#early.get(port);
    this.#early.delete(port);
    if (early) return Promise.resolve(early);
    return new Promise((resolve, reject) => {
      const refused = () => {
        this.#expected.delete(port);
        reject(new Error('The system closed a connection of the workshop with itself: it has no descriptors left.'));
      };
      // Without room for another descriptor the accepting side is closed unseen.
      probe.once('close', refused);
      this.#expected.set(port, (handler) => {
        probe.off('close', refused);
        resolve(handler);
      });
    });
  }

  /** Ours may be accepted before its own `connect` event. When no pair is in the making, whoever is left is not ours. */
  #dropStrangers(): void {
    for (const socket of this.#early.values()) socket.destroy();
    this.#early.clear();
  }
}
