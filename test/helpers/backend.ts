/** Backends for a test, on free ports of loopback, and what an examination says of them. */
import { once } from 'node:events';
import { createServer as createHttpServer, type Server as HttpServer, type IncomingMessage, type RequestListener } from 'node:http';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { type ServerOptions, type WebSocket, WebSocketServer } from 'ws';
import type { Examination } from '../../sandbox/examine/examination.ts';
import { readAddress } from '../../sandbox/examine/remote/address.ts';
import { examineAddress } from '../../sandbox/examine/remote/examine-address.ts';
import type { AddressRequest } from '../../sandbox/examine/remote/request.ts';

export interface Backend extends AsyncDisposable {
  port: number;
}

/** Speaks whatever `serve` does with each TCP connection. */
export async function tcpBackend(serve: (socket: Socket) => void = () => {}): Promise<Backend> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    serve(socket);
  });
  return listening(server, sockets);
}

/** Answers each opening handshake with these lines, and does no more. */
export function answering(...lines: string[]): Promise<Backend> {
  return tcpBackend((socket) => {
    socket.once('data', () => socket.write(`${lines.join('\r\n')}\r\n\r\n`));
  });
}

export async function httpBackend(serve: RequestListener): Promise<Backend> {
  const server = createHttpServer(serve);
  return listening(server, connectionsOf(server));
}

/** A backend of `ws`. */
export async function wsBackend(
  serve: (socket: WebSocket, request: IncomingMessage) => void,
  options: ServerOptions = {},
): Promise<Backend> {
  const server = createHttpServer();
  const sockets = new WebSocketServer({ server, ...options });
  sockets.on('connection', (socket, request) => {
    socket.on('error', () => {});
    serve(socket, request);
  });
  return listening(server, connectionsOf(server));
}

export const REPLY = '{"type":"response","data":"Message received"}';

export function answersAll(socket: WebSocket): void {
  socket.on('message', () => socket.send(REPLY));
}

export function connectionsOf(server: HttpServer | Server): Set<Socket> {
  const sockets = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
  });
  return sockets;
}

export async function listening(server: HttpServer | Server, sockets: ReadonlySet<Socket>): Promise<Backend> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

type Options = Partial<Omit<AddressRequest, 'address'>>;

/** Short where nothing is waited for that comes: no test waits for a silence that it can shorten. */
export const IDLE_MS = 20;

export function requestFor(url: string, options: Options = {}): AddressRequest {
  const read = readAddress(url);
  if (!read.ok) throw new Error(read.problem);
  return {
    address: read.address,
    asking: { headers: {}, subprotocols: [] },
    idleMs: IDLE_MS,
    ...options,
    bounds: { afterMs: IDLE_MS, ...options.bounds },
  };
}

export function examine({ port }: { port: number }, options: Options & { path?: string; scheme?: string } = {}): Promise<Examination> {
  const { path = '/ws', scheme = 'ws', ...others } = options;
  return examineAddress(requestFor(`${scheme}://localhost:${port}${path}`, others));
}

/** The causes, surest first. */
export function causesOf({ diagnoses }: Examination): string[] {
  return diagnoses.map(({ cause }) => cause);
}
