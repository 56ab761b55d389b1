/**
 * The life of a server that no network reaches: it listens, takes the connections that the sandbox hands over, and closes.
 *
 * Node's own server does all of it, and asks a handle for the system's part. Here that handle opens nothing.
 */
import type { Server } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** What Node's server asks of the handle that it listens with. */
class Handle {
  readonly #address: AddressInfo;
  #referenced = true;

  constructor(address: AddressInfo) {
    this.#address = address;
  }

  listen(): number {
    return 0;
  }

  close(): void {}

  ref(): void {
    this.#referenced = true;
  }

  unref(): void {
    this.#referenced = false;
  }

  hasRef(): boolean {
    return this.#referenced;
  }

  getsockname(address: Partial<AddressInfo>): number {
    Object.assign(address, this.#address);
    return 0;
  }
}

/** The parts of Node's server that its own accepting and listening use. */
interface Internals {
  _handle: Handle | null;
  _connections: number;
  _listen2(address: string, port: number, family: 4, backlog: number): void;
}

/** Where the server says that it listens, when its handler names no port. */
const ADDRESS = '127.0.0.1';
const PORT = 8080;
const BACKLOG = 511;
const NOTE = 'Note: the clinic hands this server its connections; it opens no port.\n';

/** Lets the server listen. What its handler asks for with `listen` adds the port and the callback, or lets it listen again. */
export function listen(server: Server): void {
  const listenAlone = server.listen;
  const address = { address: ADDRESS, family: 'IPv4', port: PORT };
  let asked = false;
  let announced = false;
  const announce = () => {
    announced = false;
    open(server, address);
    process.nextTick(() => (announced = true));
  };
  server.listen = function (this: Server, ...given: unknown[]) {
    // The error that a second call is in Node.
    if (asked && server.listening) return Reflect.apply(listenAlone, this, given);
    asked = true;
    process.stderr.write(NOTE);
    const callback = given.find((one) => typeof one === 'function') as (() => void) | undefined;
    if (callback) server.once('listening', callback);
    address.port = portIn(given);
    if (announced || !server.listening) announce();
    return server;
  } as Server['listen'];
  announce();
}

/** Takes a connection as Node does: counted until it is closed, and refused when nobody listens or there are too many. */
export function take(server: Server, socket: Socket): void {
  const internals = server as unknown as Internals;
  if (!server.listening) return void socket.resetAndDestroy();
  if (server.maxConnections && internals._connections >= server.maxConnections) {
    server.emit('drop', { localPort: socket.localPort, remotePort: socket.remotePort });
    return void socket.destroy();
  }
  internals._connections += 1;
  socket.allowHalfOpen = true; // As on every connection of an HTTP server.
  Object.assign(socket, { server, _server: server });
  server.emit('connection', socket);
}

/** Whether the server by itself keeps its process alive. */
export function keepsAlive(server: Server): boolean {
  return (server as unknown as Internals)._handle?.hasRef() ?? false;
}

/** Node says that it listens when this has returned. */
function open(server: Server, address: AddressInfo): void {
  const internals = server as unknown as Internals;
  internals._handle = new Handle(address);
  internals._listen2(address.address, address.port, 4, BACKLOG);
}

function portIn([first]: unknown[]): number {
  const port = Number(typeof first === 'object' ? (first as { port?: unknown } | null)?.port : first);
  return port > 0 && port < 65_536 ? port : PORT;
}
