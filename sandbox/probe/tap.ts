/**
 * Reads along on a connection between somebody else's client and the handler, and says what is on the wire in the words of the probe: what
 * the client sends counts as sent, what the handler sends as received. Pure: bytes in, facts out. It changes and answers nothing, and
 * where a side breaks RFC 6455 it reads no further on that side.
 */
import type { CloseFrame, StreamEnd, WireFact } from '../timeline/timeline.ts';
import { frameReceived, frameTapped, handshakeFailed, onTheWire } from './websocket/facts.ts';
import { type HandshakeAnswer, readAnswer, type SentHandshake } from './websocket/handshake.ts';
import { type Received, Receiver, type ReceiverOptions } from './websocket/receiver.ts';
import { headOf } from './websocket/response-head.ts';

/** The longest message that is read, in bytes. */
const MAX_PAYLOAD = 1024 * 1024;
/** What a client may send before its handshake is answered, and still be read, in bytes. */
const MAX_EARLY = 64 * 1024;

export interface Tapped {
  fact: WireFact;
  /** Bytes from the handler up to the end of it; not on what the client did. */
  received?: number;
}

/** How it reads each side. When not given, it reads no further after a message of more than 1 MiB. */
export interface Reading extends Pick<ReceiverOptions, 'maxBytes' | 'passesOver'> {
  /** How many bytes of a payload are kept; 64 KiB when not given. */
  keptBytes?: number;
}

export class Tap {
  readonly #handshake: SentHandshake;
  readonly #reading: Reading;
  /** The answer to the handshake, as far as it has come, and its length when it is whole. */
  #answer: Buffer = Buffer.alloc(0);
  #answerBytes = 0;
  #early: Buffer = Buffer.alloc(0);
  #fromHandler: Receiver | undefined;
  #fromClient: Receiver | undefined;
  #phase: 'handshake' | 'open' | 'over' = 'handshake';
  #sent: CloseFrame | undefined;
  #received: CloseFrame | undefined;
  /** Whose close frame came first. */
  #by: 'probe' | 'handler' | undefined;

  constructor(handshake: SentHandshake, reading: Reading = { maxBytes: MAX_PAYLOAD }) {
    this.#handshake = handshake;
    this.#reading = reading;
  }

  /** The connection has ended, or never opened. */
  get isOver(): boolean {
    return this.#phase === 'over';
  }

  opening(): Tapped {
    const { path, headers } = this.#handshake;
    return { fact: { kind: 'handshake-sent', method: 'GET', path, headers } };
  }

  *client(bytes: Buffer): Generator<Tapped> {
    if (this.#phase === 'handshake') {
      if (this.#early.length + bytes.length <= MAX_EARLY) this.#early = Buffer.concat([this.#early, bytes]);
    } else {
      this.#fromClient?.push(bytes);
      yield* this.#readClient();
    }
  }

  *handler(bytes: Buffer): Generator<Tapped> {
    if (this.#phase === 'handshake') {
      this.#answer = this.#answer.length === 0 ? bytes : Buffer.concat([this.#answer, bytes]);
      yield* this.#readAnswer(false);
    } else {
      this.#fromHandler?.push(bytes);
      yield* this.#readHandler();
    }
  }

  /** One side's stream has ended: the first of the two ends it. */
  *ended(by: 'probe' | 'handler', end: StreamEnd): Generator<Tapped> {
    if (this.#phase === 'handshake' && by === 'handler') yield* this.#readAnswer(true);
    if (this.#phase === 'over') return;
    const beforeOpen = this.#phase === 'handshake' ? { beforeOpen: true } : {};
    const received = by === 'handler' ? { received: Number.POSITIVE_INFINITY } : {};
    yield { fact: this.#closed({ end, by: this.#by ?? by, clean: false, ...beforeOpen }), ...received };
  }

  *#readAnswer(ended: boolean): Generator<Tapped> {
    const answer = readAnswer(this.#answer, this.#handshake, ended);
    if (answer.kind === 'more') return;
    const came = this.#answer;
    this.#answer = Buffer.alloc(0);
    if (answer.kind === 'accepted') yield* this.#accepted(answer, came);
    else {
      this.#phase = 'over';
      yield { fact: handshakeFailed(answer, came), received: came.length };
    }
  }

  *#accepted({ compressed, rest, subprotocol, headers }: Extract<HandshakeAnswer, { kind: 'accepted' }>, came: Buffer): Generator<Tapped> {
    this.#phase = 'open';
    this.#answerBytes = came.length - rest.length;
    this.#fromHandler = new Receiver({ compressed, ...this.#reading });
    this.#fromClient = new Receiver({ compressed, ...this.#reading, sender: 'client' });
    yield { fact: { kind: 'handshake-accepted', subprotocol, headers, head: headOf(came) }, received: this.#answerBytes };
    this.#fromHandler.push(rest);
    yield* this.#readHandler();
    this.#fromClient.push(this.#early);
    this.#early = Buffer.alloc(0);
    yield* this.#readClient();
  }

  *#readHandler(): Generator<Tapped> {
    const receiver = this.#fromHandler;
    for (let read = receiver?.next(); receiver && read; read = receiver.next()) {
      const received = this.#answerBytes + receiver.taken;
      if (read.kind === 'violation') yield { fact: { kind: 'protocol-error', problem: read.problem, wire: onTheWire(read.raw) }, received };
      else {
        yield { fact: frameReceived(read, this.#reading.keptBytes), received };
        if (read.close) yield* this.#closeCame('handler', read.close, received);
      }
    }
  }

  *#readClient(): Generator<Tapped> {
    const receiver = this.#fromClient;
    for (let read: Received | undefined = receiver?.next(); receiver && read; read = receiver.next()) {
      if (read.kind === 'violation')
        yield { fact: { kind: 'bytes-sent', bytes: 0, note: `illegal bytes: ${read.problem}`, wire: onTheWire(read.raw) } };
      else {
        yield { fact: frameTapped(read, this.#reading.keptBytes) };
        if (read.close) yield* this.#closeCame('probe', read.close);
      }
    }
  }

  *#closeCame(by: 'probe' | 'handler', close: CloseFrame, received?: number): Generator<Tapped> {
    this.#by ??= by;
    if (by === 'probe') this.#sent = close;
    else this.#received = close;
    if (!this.#sent || !this.#received) return;
    yield { fact: this.#closed({ by: this.#by, clean: true }), ...(received === undefined ? {} : { received }) };
  }

  /** As the client would report it. */
  #closed(how: { by: 'probe' | 'handler'; clean: boolean; end?: StreamEnd; beforeOpen?: boolean }): WireFact {
    this.#phase = 'over';
    const { code = 1005, reason = '' } = this.#received ?? { code: 1006 };
    return { kind: 'closed', code, reason, ...how, sent: this.#sent, received: this.#received };
  }
}
