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
    const probe = connect({ port: address.port, host: '127.0.0.1', noDelay: true });
    await once(probe, 'connect');
    const handler = await this.#handlerEnd(probe.localPort ?? 0);
    return { probe, handler };
  }

  close(): void {
    this.#server.close();
  }

  #accept(socket: Socket): void {
    const port = socket.remotePort ?? 0;
    const taker = this.#expected.get(port);
    if (taker) {
      this.#expected.delete(port);
      taker(socket);
      return;
    }
    // Ours may arrive before its own `connect` event; a stranger's is never asked for.
    this.#early.set(port, socket);
    socket.on('error', () => {});
    setImmediate(() => setImmediate(() => this.#dropStranger(port, socket)));
  }

  #handlerEnd(port: number): Promise<Socket> {
    const early = this.#early.get(port);
    this.#early.delete(port);
    if (early) return Promise.resolve(early);
    return new Promise((resolve) => this.#expected.set(port, resolve));
  }

  #dropStranger(port: number, socket: Socket): void {
    if (this.#early.get(port) !== socket) return;
    this.#early.delete(port);
    socket.destroy();
  }
}
