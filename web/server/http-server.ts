/** An HTTP server with bounds: nobody holds a connection by saying nothing, and nobody opens them without end. */
import { createServer, type Server, type ServerOptions } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { Duplex } from 'node:stream';

export interface ServerBounds {
  /** From the first byte to the end of the headers, in milliseconds. */
  headersMs: number;
  /** From the first byte to the end of the body, in milliseconds. */
  requestMs: number;
  /** How often the two are looked at, in milliseconds. */
  checkEveryMs: number;
  /** All headers together, in bytes. */
  headerBytes: number;
  connections: number;
}

/** A certificate with its chain, and its key, both as PEM. */
export interface Certificate {
  cert: string;
  key: string;
}

/** A learner's own. */
const BOUNDS: ServerBounds = {
  headersMs: 10_000,
  requestMs: 30_000,
  checkEveryMs: 5_000,
  headerBytes: 16 * 1024,
  connections: 1_024,
};

/** Several hundred browsers, each with a few connections. */
export const ROOM_BOUNDS: ServerBounds = { ...BOUNDS, connections: 4_096 };

/** What a request that cannot be read gets, by the code of Node's error. */
const ANSWERS: Record<string, string> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
};

/** @throws Error of TLS where the certificate and the key do not fit. */
export function createBoundedServer(bounds: ServerBounds = BOUNDS, certificate?: Certificate): Server {
  const options: ServerOptions = {
    headersTimeout: bounds.headersMs,
    requestTimeout: bounds.requestMs,
    connectionsCheckingInterval: bounds.checkEveryMs,
    maxHeaderSize: bounds.headerBytes,
  };
  const server = certificate ? createSecureServer({ ...options, ...certificate }) : createServer(options);
  server.maxConnections = bounds.connections;
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (socket.writable) answerAndHangUp(socket, ANSWERS[error.code ?? ''] ?? '400 Bad Request');
    else socket.destroy();
  });
  return server;
}

/** Answers on the bare connection, and keeps it no longer than that takes: the other side need not agree. */
export function answerAndHangUp(socket: Duplex, status: string): void {
  socket.once('finish', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`);
}
