/**
 * The client endpoint of RFC 6455, without a socket: bytes and intentions in, effects out, in the order in which they are to happen.
 *
 * It reports what is on the wire and derives nothing: FIN and RST are told apart, and a close frame without a code (1005) from no
 * close frame (1006). It may do what no client should, since a scenario may ask for it.
 */
import type { FrameSpec } from '../../scenario/entry.ts';
import type { CloseFrame, StreamEnd, WireFact } from '../../timeline/timeline.ts';
import { closeSent, frameReceived, frameSent, handshakeFailed, onTheWire, pongSent } from './facts.ts';
import { encodeClose, encodeFrame } from './frame.ts';
import { type HandshakeAnswer, openingHandshake, type Request, readAnswer, type SentHandshake } from './handshake.ts';
import { type ReceivedFrame, Receiver } from './receiver.ts';
import { headOf } from './response-head.ts';

/** The longest message that is read, in bytes: a longer one would take too long a step, inflated above all. */
const MAX_PAYLOAD = 1024 * 1024;

export type Effect =
  /** `received`: bytes received up to the end of what is reported, Infinity for the end of the stream. */
  | { do: 'report'; fact: WireFact; received?: number }
  | { do: 'write'; bytes: Buffer }
  /** A ping came, and is to be answered with its payload: at once, or when the scenario says so. */
  | { do: 'answer-ping'; payload: Buffer }
  /** End this side of the stream. */
  | { do: 'end' }
  /** Let go of the stream as it is. */
  | { do: 'drop' };

type Closed = Omit<Extract<WireFact, { kind: 'closed' }>, 'kind'>;

export class Endpoint {
  /** Answers nothing by itself: as a client does that has vanished. */
  isSilent = false;
  #phase: 'handshake' | 'open' | 'over' = 'handshake';
  #handshake: SentHandshake | undefined;
  /** The answer to the opening handshake, as far as it has come, and its length in bytes when it is whole. */
  #answer: Buffer[] = [];
  #answerBytes = 0;
  #receiver: Receiver | undefined;
  #sentClose: CloseFrame | undefined;
  #refused = false;
  #halfClosed = false;

  get isOver(): boolean {
    return this.#phase === 'over';
  }

  /** The handler answered with an HTTP status: what it sends after that is for nobody. */
  get wasRefused(): boolean {
    return this.#refused;
  }

  open(request: Request): Effect[] {
    this.#handshake = openingHandshake(request);
    const { path, headers, bytes } = this.#handshake;
    return [report({ kind: 'handshake-sent', method: 'GET', path, headers }), { do: 'write', bytes }];
  }

  /** All frames in one write, so that the other side has them all when it has one. */
  send(frames: FrameSpec[]): Effect[] {
    const encoded = frames.map(encodeFrame);
    const reports = frames.map((spec, index) => report(frameSent(spec, encoded[index] as Buffer)));
    return [...reports, { do: 'write', bytes: Buffer.concat(encoded) }];
  }

  /** Bytes as they are. */
  write(hex: string, note: string | undefined): Effect[] {
    const bytes = Buffer.from(hex, 'hex');
    const noted = note === undefined ? {} : { note };
    return [report({ kind: 'bytes-sent', bytes: bytes.length, ...noted, wire: onTheWire(bytes) }), { do: 'write', bytes }];
  }

  /** `note`: what is unusual about it, for the timeline. */
  pong(payload: Buffer, note?: string): Effect[] {
    const bytes = encodeFrame({ opcode: 'pong', hex: payload.toString('hex') });
    return [report(pongSent(payload, note, bytes)), { do: 'write', bytes }];
  }

  /** Begins the closing handshake; once. */
  close(code: number | undefined, reason = ''): Effect[] {
    return this.#sentClose ? [] : this.#sendClose({ code, reason });
  }

  /** The scenario resets the stream: there is nothing more to be said. */
  reset(): Effect[] {
    return this.#over({ code: 1006, reason: '', clean: false, by: 'probe', end: 'rst' });
  }

  /** The scenario ends its side of the stream: what comes of that, it began. */
  halfClose(): Effect[] {
    this.#halfClosed = true;
    return [{ do: 'end' }];
  }

  /** Bytes came; `next` reads them. */
  push(bytes: Buffer): void {
    if (this.#receiver) this.#receiver.push(bytes);
    else this.#answer.push(bytes);
  }

  /** What the answer to the handshake, or the next frame, comes to; undefined while there is none that is whole. */
  next(): Effect[] | undefined {
    if (this.#phase === 'handshake') return this.#takeAnswer(false);
    const received = this.#phase === 'open' ? this.#receiver?.next() : undefined;
    if (received?.kind === 'violation') return this.#illegal(received.problem, received.raw);
    return received && this.#frame(received);
  }

  /** Forgets what has come and was not read. */
  discard(): void {
    this.#phase = 'over';
    this.#receiver = undefined;
    this.#answer = [];
  }

  /** The other side's stream has ended: the answer to a handshake may end there. */
  answerEnded(): Effect[] {
    return (this.#phase === 'handshake' && this.#takeAnswer(true)) || [];
  }

  /** After all that had come was read. */
  streamEnded(end: StreamEnd): Effect[] {
    const beforeOpen = this.#phase === 'handshake' ? { beforeOpen: true } : {};
    const by = this.#halfClosed ? 'probe' : 'handler';
    return this.#over({ code: 1006, reason: '', clean: false, by, end, sent: this.#sentClose, ...beforeOpen });
  }

  /** Bytes up to the end of what was read last. */
  get #taken(): number {
    return this.#answerBytes + (this.#receiver?.taken ?? 0);
  }

  #takeAnswer(ended: boolean): Effect[] | undefined {
    if (!this.#handshake || (this.#answer.length === 0 && !ended)) return undefined;
    const came = this.#answer.length === 1 ? (this.#answer[0] as Buffer) : Buffer.concat(this.#answer);
    this.#answer = [came];
    const answer = readAnswer(came, this.#handshake, ended);
    if (answer.kind === 'more') return undefined;
    this.#answer = [];
    return answer.kind === 'accepted' ? this.#accepted(answer, came) : this.#notAccepted(answer, came);
  }

  #accepted({ compressed, rest, subprotocol, headers }: Extract<HandshakeAnswer, { kind: 'accepted' }>, came: Buffer): Effect[] {
    this.#phase = 'open';
    this.#answerBytes = came.length - rest.length;
    this.#receiver = new Receiver({ compressed, maxBytes: MAX_PAYLOAD });
    this.#receiver.push(rest);
    return [report({ kind: 'handshake-accepted', subprotocol, headers, head: headOf(came) }, this.#taken)];
  }

  #notAccepted(answer: Extract<HandshakeAnswer, { kind: 'refused' | 'invalid' }>, came: Buffer): Effect[] {
    this.#phase = 'over';
    this.#answerBytes = came.length;
    this.#refused = answer.kind === 'refused';
    return [report(handshakeFailed(answer, came), this.#taken), { do: 'end' }];
  }

  #frame(frame: ReceivedFrame): Effect[] {
    const reported = report(frameReceived(frame), this.#taken);
    if (frame.close) return [reported, ...this.#closeReceived(frame.close)];
    if (frame.header.opcode !== 'ping' || this.isSilent) return [reported];
    return [reported, { do: 'answer-ping', payload: frame.payload }];
  }

  /** RFC 6455, section 5.5.1: a close frame is answered with one. */
  #closeReceived(received: CloseFrame): Effect[] {
    const by = this.#sentClose ? 'probe' : 'handler';
    const answered = this.#sentClose || this.isSilent ? [] : this.#sendClose({ code: received.code, reason: '' });
    const closed = { code: received.code ?? 1005, reason: received.reason, clean: this.#sentClose !== undefined };
    return [...answered, ...this.#over({ ...closed, by, sent: this.#sentClose, received })];
  }

  #sendClose(close: CloseFrame): Effect[] {
    this.#sentClose = close;
    const bytes = encodeClose(close);
    return [report(closeSent(close, bytes)), { do: 'write', bytes }];
  }

  /** RFC 6455, section 7.1.7: fail the connection. */
  #illegal(problem: string, raw: Buffer): Effect[] {
    const reported = report({ kind: 'protocol-error', problem, wire: onTheWire(raw) }, this.#taken);
    return [reported, ...this.#over({ code: 1006, reason: '', clean: false, by: 'probe', end: 'probe' }), { do: 'drop' }];
  }

  #over(closed: Closed): Effect[] {
    if (this.#phase === 'over') return [];
    this.#phase = 'over';
    const wholeStream = closed.end !== undefined && (closed.by === 'handler' || this.#halfClosed);
    return [report({ kind: 'closed', ...closed }, wholeStream ? Number.POSITIVE_INFINITY : undefined)];
  }
}

function report(fact: WireFact, received?: number): Effect {
  return received === undefined ? { do: 'report', fact } : { do: 'report', fact, received };
}
