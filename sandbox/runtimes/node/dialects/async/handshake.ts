/** The server's side of an opening handshake: what was asked, and the two answers to it. */
import { type IncomingMessage, STATUS_CODES, validateHeaderName, validateHeaderValue } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import { HeaderMap } from './headers.ts';

export interface Upgrade {
  server: WebSocketServer;
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
}

export interface Acceptance {
  subprotocol?: string;
  headers?: Record<string, string>;
}

/** What the client asked for, as Starlette names its parts. */
export class Asked {
  readonly #request: IncomingMessage;
  #headers: HeaderMap | undefined;

  constructor(request: IncomingMessage) {
    this.#request = request;
  }

  get path(): string {
    return this.#url.pathname;
  }

  get query(): URLSearchParams {
    return this.#url.searchParams;
  }

  get headers(): HeaderMap {
    this.#headers ??= HeaderMap.of(this.#request.rawHeaders);
    return this.#headers;
  }

  /** Those that were offered, in their order. */
  get subprotocols(): string[] {
    const offered = this.headers.get('Sec-WebSocket-Protocol') ?? '';
    return offered.split(',').flatMap((one) => one.trim() || []);
  }

  get #url(): URL {
    return new URL(this.#request.url ?? '/', 'http://handler');
  }
}

/** Without a subprotocol none is chosen, whatever was offered. `take` is called before anything can come. */
export function complete(
  { server, request, socket, head }: Upgrade,
  { subprotocol, headers = {} }: Acceptance,
  take: (webSocket: WebSocket) => void,
): void {
  const added = Object.entries({ ...headers, ...(subprotocol === undefined ? {} : { 'Sec-WebSocket-Protocol': subprotocol }) });
  for (const [name, value] of added) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  const add = (lines: string[]) => void lines.push(...added.map(([name, value]) => `${name}: ${value}`));
  server.once('headers', add);
  server.handleUpgrade(request, socket, head, take);
  server.off('headers', add);
}

export function refuse({ socket }: Pick<Upgrade, 'socket'>, status: number, body = STATUS_CODES[status] ?? ''): void {
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`,
    'Content-Type: text/plain; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
