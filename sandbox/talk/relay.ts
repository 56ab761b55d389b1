/**
 * One connection from elsewhere, such as wscat's: its bytes go to the handler and back as they came, and a tap reads along. Neither side is
 * read faster than the other one takes in, and than the tap can read.
 */
import type { Socket } from 'node:net';
import type { Moving } from '../probe/in-flight.ts';
import { Tap, type Tapped } from '../probe/tap.ts';
import type { SentHandshake } from '../probe/websocket/handshake.ts';
import type { StreamEnd, WireFact } from '../timeline/timeline.ts';

/** While so many bytes wait to be read by the tap, no more are taken from that side. */
const MAX_WAITING = 256 * 1024;
/** How long a client may keep its side open after the handler's has ended, in milliseconds. */
const LINGER_MS = 10_000;

/** An opening handshake as it came to the workshop, for the handler to answer. */
export interface Upgrade {
  /** As the handler is to see it, with its query. */
  path: string;
  /** In their order, with names as they were written. */
  headers: readonly (readonly [name: string, value: string])[];
  /** Bytes that came behind them. */
  head: Buffer;
  socket: Socket;
}

export interface Relaying {
  report(fact: WireFact, received?: number): void;
  takeIn(steps: Iterator<void, void>): void;
  contain<A extends unknown[]>(callback: (...given: A) => unknown): (...given: A) => void;
  /** Something is about to go to the handler: resolves when its clock is right. */
  ready(): Promise<void>;
  /** Nothing goes to or fro any more. */
  onEnd(): void;
}

export class Relay implements Moving {
  sentBytes = 0;
  receivedBytes = 0;
  sentEnd = false;
  readonly #client: Socket;
  readonly #handler: Socket;
  readonly #relaying: Relaying;
  readonly #tap: Tap;
  readonly #request: Buffer;
  /** Bytes of the handler that the tap has not read yet. */
  #waitingBytes = 0;
  #clientIsFull = false;
  #handlerEnded = false;
  #ended = false;
  /** What the client sends is passed on in its order. */
  #passing: Promise<void> = Promise.resolve();

  constructor({ path, headers, head, socket: client }: Upgrade, handler: Socket, relaying: Relaying) {
    this.#client = client;
    this.#handler = handler;
    this.#relaying = relaying;
    const handshake = handshakeOf(path, headers);
    this.#request = Buffer.concat([handshake.bytes, head]);
    this.#tap = new Tap(handshake);
    this.#listen();
    this.#report(this.#tap.opening());
    for (const tapped of this.#tap.client(head)) this.#report(tapped);
  }

  get isOver(): boolean {
    return this.#tap.isOver;
  }

  get isReading(): boolean {
    return !this.#handlerEnded && !this.#handler.isPaused();
  }

  /** Hands the request to the handler, and then what follows it. */
  begin(): void {
    this.#pass(this.#request, () => {});
  }

  /** Cuts both sides, without a word in the timeline. */
  dispose(): void {
    this.#client.destroy();
    this.#handler.destroy();
    this.#over();
  }

  /** Resolves when the handler's side has ended. */
  async seenToEnd(): Promise<void> {
    if (this.#handlerEnded || this.#handler.destroyed) return;
    this.#handler.resume();
    await new Promise<void>((resolve) => this.#handler.once('close', () => resolve()));
  }

  #listen(): void {
    const { contain } = this.#relaying;
    const [client, handler] = [this.#client, this.#handler];
    client.setTimeout(0);
    client.setNoDelay();
    client.on('data', contain(this.#fromClient.bind(this)));
    client.on('drain', contain(this.#drained.bind(this)));
    handler.on('data', contain(this.#fromHandler.bind(this)));
    for (const [event, end] of ENDS) {
      client.on(
        event,
        contain(() => this.#clientOver(end)),
      );
      handler.on(
        event,
        contain(() => this.#handlerOver(end)),
      );
    }
  }

  #fromClient(bytes: Buffer): void {
    this.#client.pause();
    let awaited = 2;
    const done = () => {
      awaited -= 1;
      if (awaited === 0) this.#client.resume();
    };
    this.#relaying.takeIn(this.#readOfClient(bytes, done));
    this.#pass(bytes, done);
  }

  *#readOfClient(bytes: Buffer, done: () => void): Generator<void> {
    yield* this.#read(this.#tap.client(bytes));
    done();
  }

  #pass(bytes: Buffer, taken: () => void): void {
    this.#passing = this.#passing.then(async () => {
      await this.#relaying.ready();
      if (this.#handler.destroyed || this.sentEnd) return;
      this.sentBytes += bytes.length;
      if (this.#handler.write(bytes)) taken();
      else this.#handler.once('drain', taken);
    });
  }

  #fromHandler(bytes: Buffer): void {
    this.receivedBytes += bytes.length;
    this.#waitingBytes += bytes.length;
    this.#clientIsFull = !this.#client.destroyed && !this.#client.write(bytes);
    this.#relaying.takeIn(this.#readOfHandler(bytes));
    this.#regulate();
  }

  #drained(): void {
    this.#clientIsFull = false;
    this.#regulate();
  }

  #regulate(): void {
    if (this.#clientIsFull || this.#waitingBytes > MAX_WAITING) this.#handler.pause();
    else if (this.#handler.isPaused()) this.#handler.resume();
  }

  *#readOfHandler(bytes: Buffer): Generator<void> {
    yield* this.#read(this.#tap.handler(bytes));
    this.#waitingBytes -= bytes.length;
    this.#regulate();
  }

  *#read(tapped: Iterable<Tapped>): Generator<void> {
    for (const each of tapped) {
      this.#report(each);
      yield;
    }
  }

  #report({ fact, received }: Tapped): void {
    this.#relaying.report(fact, received);
  }

  #clientOver(end: StreamEnd): void {
    // Nobody takes in what waits for it any more.
    if (this.#client.destroyed) this.#drained();
    if (this.sentEnd) return;
    this.#passing = this.#passing.then(() => {
      if (this.sentEnd) return;
      this.sentEnd = true;
      if (end === 'rst') this.#handler.resetAndDestroy();
      else this.#handler.end();
      this.#relaying.takeIn(this.#read(this.#tap.ended('probe', end)));
    });
  }

  #handlerOver(end: StreamEnd): void {
    if (this.#handlerEnded) return;
    this.#handlerEnded = true;
    this.sentEnd = true;
    this.#relaying.takeIn(this.#read(this.#tap.ended('handler', end)));
    if (end === 'rst') this.#client.resetAndDestroy();
    else this.#client.end();
    this.#client.setTimeout(LINGER_MS, () => this.#client.destroy());
    this.#client.resume();
    this.#over();
  }

  #over(): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#relaying.onEnd();
  }
}

const ENDS: readonly (readonly [event: 'end' | 'error' | 'close', end: StreamEnd])[] = [
  ['end', 'fin'],
  ['error', 'rst'],
  ['close', 'fin'],
];

function handshakeOf(path: string, headers: Upgrade['headers']): SentHandshake {
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`);
  const valuesOf = (wanted: string) => headers.filter(([name]) => name.toLowerCase() === wanted).map(([, value]) => value);
  return {
    path,
    key: valuesOf('sec-websocket-key').join(),
    offered: valuesOf('sec-websocket-protocol').flatMap((value) => value.split(',').map((each) => each.trim())),
    headers: Object.fromEntries(headers),
    // Node reads a header's bytes as Latin-1.
    bytes: Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join('')}\r\n`, 'latin1'),
  };
}
