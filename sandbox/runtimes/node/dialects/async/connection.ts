/**
 * The `async` dialect's connection: what a FastAPI handler on today's uvicorn meets, in TypeScript.
 *
 * Sources: Starlette's state checks (its error texts are kept), and the measured table of failures (its newest profile): a handler
 * that ends after accept gets a FIN with no close frame, before accept a 500; `close` before accept a 403; two readers at once
 * get messages in turn; messages are queued, and what was queued before the other side went is still received.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { WebSocket, WebSocketServer } from 'ws';
import type { Host } from '../host.ts';
import { Call } from './call.ts';

/** RFC 6455 section 5.5: a control frame carries at most 125 bytes, two of which are the code. */
const MAX_REASON_BYTES = 123;

/** The ordinary end of a conversation: the other side has gone. */
export class WebSocketDisconnect extends Error {
  override name = 'WebSocketDisconnect';
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason = '') {
    super(reason === '' ? `code ${code}` : `code ${code}, reason ${JSON.stringify(reason)}`);
    this.code = code;
    this.reason = reason;
  }
}

type Incoming = { kind: 'text'; text: string } | { kind: 'binary' } | { kind: 'gone'; code: number; reason: string };
type State = 'connecting' | 'open' | 'closed-by-handler' | 'gone';

export interface Upgrade {
  server: WebSocketServer;
  request: IncomingMessage;
  socket: Duplex;
  head: Buffer;
  host: Host;
}

export class HandlerConnection {
  readonly #upgrade: Upgrade;
  readonly #queue: Incoming[] = [];
  readonly #readers: { resolve(incoming: Incoming): void; reject(error: Error): void }[] = [];
  /** Calls that were made and have not begun. */
  readonly #notBegun = new Set<Call<unknown>>();
  #webSocket: WebSocket | undefined;
  #state: State = 'connecting';

  constructor(upgrade: Upgrade) {
    this.#upgrade = upgrade;
  }

  accept(): Call<void> {
    return this.#call('accept', async () => {
      if (this.#state !== 'connecting') throw new Error('Cannot accept a connection that was already accepted or closed.');
      await this.#completeHandshake();
    });
  }

  receiveText(): Call<string> {
    return this.#call('receiveText', () => this.#receive());
  }

  receiveJson(): Call<unknown> {
    return this.#call('receiveJson', async () => JSON.parse(await this.#receive()));
  }

  sendText(text: string): Call<void> {
    return this.#call('sendText', async () => {
      if (typeof text !== 'string') throw new TypeError(`sendText expected a string, got ${describeType(text)}. Use sendJson for a value.`);
      await this.#send(text);
    });
  }

  sendJson(value: unknown): Call<void> {
    return this.#call('sendJson', async () => {
      const text = JSON.stringify(value);
      if (text === undefined) throw new TypeError(`sendJson expected a value that JSON can hold, got ${describeType(value)}.`);
      await this.#send(text);
    });
  }

  close(code = 1000, reason = ''): Call<void> {
    return this.#call('close', async () => {
      if (this.#state === 'connecting') return this.#refuse(403, 'Forbidden');
      if (this.#state === 'closed-by-handler') throw new Error('Cannot call "send" once a close message has been sent.');
      if (this.#state === 'gone') throw new WebSocketDisconnect(1006);
      checkClose(code, reason);
      this.#state = 'closed-by-handler';
      this.#webSocket?.close(code, reason);
    });
  }

  /** Called when the handler has returned or thrown: its end is the connection's end. */
  end(): void {
    for (const call of this.#notBegun) call.warnIfNotBegun();
    if (this.#state === 'connecting') this.#refuse(500, 'Internal Server Error');
    else if (this.#state === 'open') this.#drop();
  }

  #call<T>(method: string, begin: () => Promise<T>): Call<T> {
    const made = new Call({
      name: `Connection.${method}`,
      begin,
      onBegun: (begun) => this.#notBegun.delete(begun as Call<unknown>),
      host: this.#upgrade.host,
    });
    this.#notBegun.add(made as Call<unknown>);
    return made;
  }

  #completeHandshake(): Promise<void> {
    const { server, request, socket, head } = this.#upgrade;
    this.#state = 'open';
    return new Promise((resolve) => {
      server.handleUpgrade(request, socket, head, (webSocket) => {
        this.#webSocket = webSocket;
        webSocket.on('message', (data, isBinary) => this.#deliver(isBinary ? { kind: 'binary' } : { kind: 'text', text: String(data) }));
        webSocket.on('close', (code, reason) => this.#gone(code, String(reason)));
        webSocket.on('error', () => {}); // `ws` answers a malformed frame with its close code, and `close` follows.
        resolve();
      });
    });
  }

  #gone(code: number, reason: string): void {
    if (this.#state === 'open') this.#state = 'gone';
    this.#deliver({ kind: 'gone', code, reason });
  }

  #deliver(incoming: Incoming): void {
    const reader = this.#readers.shift();
    if (reader) reader.resolve(incoming);
    else this.#queue.push(incoming);
  }

  async #receive(): Promise<string> {
    if (this.#state === 'connecting' || this.#state === 'closed-by-handler') {
      throw new Error('WebSocket is not connected. Need to call "accept" first.');
    }
    const incoming = await this.#next();
    if (incoming.kind === 'text') return incoming.text;
    if (incoming.kind === 'binary') throw new TypeError('receiveText expected a text message, got a binary one.');
    throw new WebSocketDisconnect(incoming.code, incoming.reason);
  }

  async #next(): Promise<Incoming> {
    const queued = this.#queue.shift();
    if (queued?.kind === 'gone') this.#saidGone = true;
    if (queued) return queued;
    if (this.#saidGone) throw new Error('Cannot call "receive" once a disconnect message has been received.');
    const incoming = await new Promise<Incoming>((resolve, reject) => this.#readers.push({ resolve, reject }));
    if (incoming.kind === 'gone') this.#disappoint();
    return incoming;
  }

  #saidGone = false;

  /** The disconnect is told once; whoever waits beside the one who was told gets what a later receive gets. */
  #disappoint(): void {
    this.#saidGone = true;
    for (const reader of this.#readers.splice(0))
      reader.reject(new Error('Cannot call "receive" once a disconnect message has been received.'));
  }

  async #send(text: string): Promise<void> {
    if (this.#state === 'connecting') {
      throw new Error('Expected "accept" or "close" first, but got "send". Need to call "accept" first.');
    }
    if (this.#state === 'closed-by-handler') throw new Error('Cannot call "send" once a close message has been sent.');
    if (this.#state === 'gone') throw new WebSocketDisconnect(1006);
    this.#webSocket?.send(text);
    if (this.#upgrade.socket.writableNeedDrain) await this.#drained();
  }

  /** Waits until the other side has read on: sending to a slow reader suspends the sender. */
  #drained(): Promise<void> {
    return new Promise((resolve) => {
      this.#upgrade.socket.once('drain', resolve);
      this.#upgrade.socket.once('close', () => resolve());
    });
  }

  #refuse(status: number, statusText: string): void {
    this.#state = 'closed-by-handler';
    this.#upgrade.socket.end(
      `HTTP/1.1 ${status} ${statusText}\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: ${statusText.length}\r\nConnection: close\r\n\r\n${statusText}`,
    );
  }

  /** TCP ends without a close frame, after what was sent has left. */
  #drop(): void {
    this.#state = 'gone';
    const socket = this.#upgrade.socket as Duplex & { destroySoon?: () => void };
    if (socket.destroySoon) socket.destroySoon();
    else socket.destroy();
  }
}

function checkClose(code: number, reason: string): void {
  const legal =
    Number.isInteger(code) && ((code >= 1000 && code <= 1014 && ![1004, 1005, 1006].includes(code)) || (code >= 3000 && code <= 4999));
  if (!legal)
    throw new RangeError(
      `close expected a code that may be sent (1000 to 1014 without 1004, 1005, 1006; or 3000 to 4999), got ${String(code)}.`,
    );
  const bytes = Buffer.byteLength(reason);
  if (bytes > MAX_REASON_BYTES) throw new RangeError(`close expected a reason of at most ${MAX_REASON_BYTES} bytes, got ${bytes}.`);
}

function describeType(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'an array';
  if (typeof (value as { then?: unknown })?.then === 'function') return 'a promise or a call that was not awaited';
  return typeof value === 'object' ? 'an object' : typeof value;
}
