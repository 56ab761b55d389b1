/**
 * The `async` dialect's connection: what a FastAPI handler on today's uvicorn meets, in TypeScript.
 *
 * Sources: Starlette's state checks (its error texts are kept), and the measured table of failures (its newest profile): a handler
 * that ends after accept gets a FIN with no close frame, before accept a 500; `close` before accept a 403; two readers at once
 * get messages in turn; messages are queued, and what was queued before the other side went is still received.
 */
import type { Duplex } from 'node:stream';
import type { WebSocket } from 'ws';
import type { Host } from '../host.ts';
import { checkClose, checkRefusal, describeType } from './arguments.ts';
import { Call } from './call.ts';
import { WebSocketDisconnect } from './disconnect.ts';
import { type Acceptance, Asked, complete, refuse, type Upgrade } from './handshake.ts';
import { Inbox, type Incoming } from './inbox.ts';
import { keepAlive } from './keepalive.ts';
import type { Settings } from './settings.ts';

type State = 'connecting' | 'open' | 'closed-by-handler' | 'gone';

export interface ConnectionParts extends Upgrade {
  host: Host;
  settings: Settings;
}

export class HandlerConnection extends Asked {
  readonly #parts: ConnectionParts;
  readonly #inbox = new Inbox(() => this.#parts.host.readsTwice(this.#parts.socket));
  /** Calls that were made and have not begun. */
  readonly #notBegun = new Set<Call<unknown>>();
  #webSocket: WebSocket | undefined;
  #state: State = 'connecting';

  constructor(parts: ConnectionParts) {
    super(parts.request);
    this.#parts = parts;
  }

  accept(acceptance: Acceptance = {}): Call<void> {
    return this.#call('accept', async () => {
      if (this.#state !== 'connecting') throw new Error('Cannot accept a connection that was already accepted or closed.');
      await this.#complete(acceptance);
    });
  }

  refuse(status = 403, body?: string): Call<void> {
    return this.#call('refuse', async () => {
      checkRefusal(status);
      if (this.#state !== 'connecting') throw new Error('Cannot refuse a connection that was already accepted or closed.');
      this.#refuse(status, body);
    });
  }

  receive(): Call<Incoming> {
    return this.#call('receive', () => this.#receive());
  }

  receiveText(): Call<string> {
    return this.#call('receiveText', () => this.#receiveText('receiveText'));
  }

  receiveBytes(): Call<Uint8Array> {
    return this.#call('receiveBytes', async () => {
      const incoming = await this.#message();
      if (incoming.type === 'bytes') return incoming.bytes;
      throw new TypeError('receiveBytes expected a binary message, got a text one.');
    });
  }

  receiveJson(): Call<unknown> {
    return this.#call('receiveJson', async () => JSON.parse(await this.#receiveText('receiveJson')));
  }

  sendText(text: string): Call<void> {
    return this.#call('sendText', async () => {
      if (typeof text !== 'string') throw new TypeError(`sendText expected a string, got ${describeType(text)}. Use sendJson for a value.`);
      await this.#send(text);
    });
  }

  sendBytes(bytes: Uint8Array): Call<void> {
    return this.#call('sendBytes', async () => {
      if (!(bytes instanceof Uint8Array)) throw new TypeError(`sendBytes expected a Uint8Array, got ${describeType(bytes)}.`);
      await this.#send(bytes);
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
      if (this.#state === 'connecting') return this.#refuse(403);
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
    if (this.#state === 'connecting') this.#refuse(500);
    else if (this.#state === 'open') this.#drop();
  }

  #call<T>(method: string, begin: () => Promise<T>): Call<T> {
    const { host } = this.#parts;
    const made = new Call({
      name: `Connection.${method}`,
      begin,
      onBegun: (begun) => this.#notBegun.delete(begun as Call<unknown>),
      host,
    });
    host.makes(made, this.#call);
    this.#notBegun.add(made as Call<unknown>);
    return made;
  }

  #complete(acceptance: Acceptance): Promise<void> {
    return new Promise((resolve) => {
      complete(this.#parts, acceptance, (webSocket) => {
        this.#webSocket = webSocket;
        webSocket.on('message', (data: Buffer, isBinary) =>
          this.#inbox.deliver(isBinary ? { type: 'bytes', bytes: new Uint8Array(data) } : { type: 'text', text: String(data) }),
        );
        webSocket.on('close', (code, reason) => this.#gone(code, String(reason)));
        webSocket.on('error', () => {}); // `ws` answers a malformed frame with its close code, and `close` follows.
        keepAlive(webSocket, this.#parts.settings, () => this.#giveUp());
        resolve();
      });
      this.#state = 'open';
    });
  }

  #gone(code: number, reason: string): void {
    if (this.#state === 'open') this.#state = 'gone';
    this.#inbox.deliver({ type: 'disconnect', code, reason });
  }

  /** Nobody would answer a close frame. */
  #giveUp(): void {
    this.#webSocket?.close(1011, 'keepalive ping timeout');
    this.#drop();
  }

  async #receive(): Promise<Incoming> {
    if (this.#state === 'connecting' || this.#state === 'closed-by-handler') {
      throw new Error('WebSocket is not connected. Need to call "accept" first.');
    }
    return this.#inbox.next();
  }

  async #message(): Promise<Exclude<Incoming, { type: 'disconnect' }>> {
    const incoming = await this.#receive();
    if (incoming.type === 'disconnect') throw new WebSocketDisconnect(incoming.code, incoming.reason);
    return incoming;
  }

  async #receiveText(method: string): Promise<string> {
    const incoming = await this.#message();
    if (incoming.type === 'text') return incoming.text;
    throw new TypeError(`${method} expected a text message, got a binary one.`);
  }

  async #send(data: string | Uint8Array): Promise<void> {
    if (this.#state === 'connecting') {
      throw new Error('Expected "accept" or "close" first, but got "send". Need to call "accept" first.');
    }
    if (this.#state === 'closed-by-handler') throw new Error('Cannot call "send" once a close message has been sent.');
    if (this.#state === 'gone') throw new WebSocketDisconnect(1006);
    this.#webSocket?.send(data);
    if (this.#parts.socket.writableNeedDrain) await this.#drained();
  }

  /** Waits until the other side has read on: sending to a slow reader suspends the sender. */
  #drained(): Promise<void> {
    const { socket } = this.#parts;
    return new Promise((resolve) => {
      const done = () => {
        socket.off('drain', done).off('close', done);
        resolve();
      };
      socket.on('drain', done).on('close', done);
    });
  }

  #refuse(status: number, body?: string): void {
    this.#state = 'closed-by-handler';
    refuse(this.#parts, status, body);
  }

  /** TCP ends without a close frame, after what was sent has left. */
  #drop(): void {
    this.#state = 'gone';
    const socket = this.#parts.socket as Duplex & { destroySoon?: () => void };
    if (socket.destroySoon) socket.destroySoon();
    else socket.destroy();
  }
}
