/**
 * One connection of the probe: the client endpoint of RFC 6455 on a bare stream, which reports what is on the wire and derives
 * nothing. FIN and RST are told apart, and a close frame without a code (1005) from no close frame (1006).
 */
import type { Socket } from 'node:net';
import type { FrameSpec } from '../scenario/entry.ts';
import type { CloseFrame, StreamEnd, WireFact } from '../timeline/timeline.ts';
import type { Intake } from './peer.ts';
import { decodeUtf8, encodeClose, encodeFrame } from './websocket/frame.ts';
import { openingHandshake, type Request, readAnswer, type SentHandshake } from './websocket/handshake.ts';
import { type ReceivedFrame, Receiver } from './websocket/receiver.ts';

/** The longest message that the probe reads, in bytes: a longer one would take too long a step, inflated above all. */
const MAX_PAYLOAD = 1024 * 1024;
/** While so many bytes wait to be taken in, no more are read. */
const MAX_WAITING = 256 * 1024;
/** How much of a payload the timeline keeps, in bytes. */
const MAX_KEPT = 64 * 1024;

export interface Reporting {
  /** `received`: bytes received up to the end of what is reported, Infinity for the end of the stream. */
  report(fact: WireFact, received?: number): void;
  /** Takes in bytes, step by step: at once, or when the time at which they came is known. */
  takeIn(steps: Iterator<void, void>): void;
  contain: Intake['contain'];
  onPing(payload: Buffer): void;
  /** The run has been ended: nothing more that comes belongs to it. */
  isOver(): boolean;
}

type Phase = 'handshake' | 'open' | 'over';

export class ProbeConnection {
  /** Bytes written, for telling whether the other side has them all. */
  sentBytes = 0;
  /** Bytes that came, whether or not they were taken in yet. */
  receivedBytes = 0;
  streamEnded = false;
  sentEnd = false;
  readonly #socket: Socket;
  readonly #reporting: Reporting;
  #phase: Phase = 'handshake';
  #handshake: SentHandshake | undefined;
  /** The answer to the opening handshake, as far as it has come. */
  #answer: Buffer[] = [];
  /** Bytes of that answer. */
  #answerBytes = 0;
  #receiver: Receiver | undefined;
  /** Bytes that came and wait to be taken in. */
  #waitingBytes = 0;
  #sentClose: CloseFrame | undefined;
  #vanished = false;
  #refused = false;

  constructor(socket: Socket, reporting: Reporting) {
    this.#socket = socket;
    this.#reporting = reporting;
    const { contain } = reporting;
    socket.on(
      'data',
      contain((bytes: Buffer) => this.#came(bytes)),
    );
    socket.on(
      'end',
      contain(() => this.#streamOver('fin')),
    );
    socket.on(
      'error',
      contain(() => this.#streamOver('rst')),
    );
    socket.on(
      'close',
      contain(() => this.#streamOver('fin')),
    );
  }

  get isOpen(): boolean {
    return this.#phase === 'open';
  }

  get isOver(): boolean {
    return this.#phase === 'over';
  }

  /** It reads what comes: false after `vanish`. */
  get isReading(): boolean {
    return !this.#vanished && !this.streamEnded;
  }

  open(request: Request): void {
    this.#handshake = openingHandshake(request);
    this.#reporting.report({ kind: 'handshake-sent', method: 'GET', path: request.path, headers: this.#handshake.headers });
    this.#write(this.#handshake.bytes);
  }

  /** All frames in one write, so that the other side has them all when it has one. */
  send(frames: FrameSpec[]): void {
    if (!this.#canWrite()) return;
    for (const spec of frames) this.#reporting.report(describeSent(spec));
    this.#write(Buffer.concat(frames.map(encodeFrame)));
  }

  /** `note`: what is unusual about it, for the timeline. */
  pong(payload: Buffer, note?: string): void {
    if (!this.#canWrite() || this.#vanished) return;
    const noted = note === undefined ? {} : { note };
    this.#reporting.report({ kind: 'frame-sent', opcode: 'pong', fin: true, bytes: payload.length, text: decodeUtf8(payload), ...noted });
    this.#write(encodeFrame({ opcode: 'pong', hex: payload.toString('hex') }));
  }

  close(code: number | undefined, reason = ''): void {
    if (!this.#canWrite() || this.#sentClose) return;
    this.#sendClose({ code, reason });
  }

  vanish(): void {
    this.#vanished = true;
    this.#socket.pause();
  }

  comeBack(): void {
    this.#vanished = false;
    this.#socket.resume();
  }

  reset(): void {
    this.sentEnd = true;
    this.#socket.resetAndDestroy();
    this.#over({ code: 1006, reason: '', clean: false, by: 'probe', end: 'rst' });
  }

  /** Resolves when the stream has ended, also on a connection that had stopped reading. */
  async seenToEnd(): Promise<void> {
    if (this.streamEnded || this.#socket.destroyed) return;
    this.comeBack();
    await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
  }

  /** Lets go of the stream without a word in the timeline. */
  dispose(): void {
    this.#phase = 'over';
    this.#socket.destroy();
  }

  #canWrite(): boolean {
    return !this.streamEnded && !this.#socket.destroyed && this.#phase !== 'over';
  }

  #write(bytes: Buffer): void {
    this.sentBytes += bytes.length;
    this.#socket.write(bytes);
  }

  #came(bytes: Buffer): void {
    this.receivedBytes += bytes.length;
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes > MAX_WAITING) this.#socket.pause();
    this.#reporting.takeIn(this.#take(bytes));
  }

  *#take(bytes: Buffer): Generator<void> {
    yield* this.#read(bytes);
    this.#waitingBytes -= bytes.length;
    if (this.#waitingBytes <= MAX_WAITING && this.#socket.isPaused() && !this.#vanished) this.#socket.resume();
  }

  *#read(bytes: Buffer): Generator<void> {
    if (this.#phase === 'over') {
      // Whoever goes on and on after a refusal is not listened to.
      if (this.#refused) this.#socket.destroy();
      return;
    }
    if (this.#receiver) this.#receiver.push(bytes);
    else this.#answer.push(bytes);
    if (this.#phase === 'handshake') this.#readAnswer(false);
    while (this.#phase === 'open' && !this.#reporting.isOver() && this.#readFrame()) yield;
    // A limit was exceeded: what still comes until the process has gone is for nobody, and is not collected.
    if (this.#reporting.isOver()) this.#receiver = undefined;
  }

  /** Bytes up to the end of what was read last. */
  get #taken(): number {
    return this.#answerBytes + (this.#receiver?.taken ?? 0);
  }

  /** false when there is no whole frame. */
  #readFrame(): boolean {
    const received = this.#receiver?.next();
    if (received?.kind === 'violation') this.#illegal(received.problem);
    else if (received) this.#frame(received);
    return received !== undefined;
  }

  #readAnswer(ended: boolean): void {
    if (!this.#handshake) return;
    const came = this.#answer.length === 1 ? (this.#answer[0] as Buffer) : Buffer.concat(this.#answer);
    this.#answer = [came];
    const answer = readAnswer(came, this.#handshake, ended);
    if (answer.kind === 'more') return;
    this.#answer = [];
    if (answer.kind === 'accepted') {
      this.#answerBytes = came.length - answer.rest.length;
      this.#phase = 'open';
      this.#receiver = new Receiver({ compressed: answer.compressed, maxBytes: MAX_PAYLOAD });
      this.#receiver.push(answer.rest);
      this.#reporting.report({ kind: 'handshake-accepted', subprotocol: answer.subprotocol }, this.#taken);
      return;
    }
    this.#phase = 'over';
    this.#answerBytes = came.length;
    const { kind: _kind, ...rest } = answer;
    if (answer.kind === 'refused')
      this.#reporting.report(
        { kind: 'handshake-refused', status: answer.status, statusText: answer.statusText, body: answer.body },
        this.#taken,
      );
    else this.#reporting.report({ kind: 'handshake-invalid', ...(rest as { problem: string }) }, this.#taken);
    this.sentEnd = true;
    this.#refused = answer.kind === 'refused';
    this.#socket.end();
  }

  #frame(frame: ReceivedFrame): void {
    this.#reporting.report(describeReceived(frame), this.#taken);
    if (frame.header.opcode === 'ping' && !this.#vanished) this.#reporting.onPing(frame.payload);
    if (frame.close) this.#closeReceived(frame.close);
  }

  #closeReceived(received: CloseFrame): void {
    const by = this.#sentClose ? 'probe' : 'handler';
    if (!this.#sentClose && !this.#vanished) this.#sendClose({ code: received.code, reason: '' });
    this.#over({
      code: received.code ?? 1005,
      reason: received.reason,
      clean: this.#sentClose !== undefined,
      by,
      sent: this.#sentClose,
      received,
    });
  }

  #sendClose(close: CloseFrame): void {
    this.#sentClose = close;
    this.#reporting.report({
      kind: 'frame-sent',
      opcode: 'close',
      fin: true,
      bytes: close.code === undefined ? 0 : 2 + Buffer.byteLength(close.reason),
      close,
    });
    this.#write(encodeClose(close));
  }

  #illegal(problem: string): void {
    this.#reporting.report({ kind: 'protocol-error', problem }, this.#taken);
    this.#over({ code: 1006, reason: '', clean: false, by: 'probe', end: 'probe' });
    this.#socket.destroy();
  }

  #streamOver(end: StreamEnd): void {
    if (this.streamEnded) return;
    this.streamEnded = true;
    // A stream that has ended on that side is ended on this one too, and the other side has still to see it.
    this.sentEnd = true;
    this.#reporting.takeIn(this.#takeEnd(end));
  }

  *#takeEnd(end: StreamEnd): Generator<void> {
    if (this.#phase === 'handshake') this.#readAnswer(true);
    yield;
    if (this.#phase === 'over') return;
    const beforeOpen = this.#phase === 'handshake';
    this.#over({
      code: 1006,
      reason: '',
      clean: false,
      by: 'handler',
      end,
      sent: this.#sentClose,
      ...(beforeOpen ? { beforeOpen } : {}),
    });
  }

  #over(closed: Omit<Extract<WireFact, { kind: 'closed' }>, 'kind'>): void {
    if (this.#phase === 'over') return;
    this.#phase = 'over';
    const wholeStream = closed.by === 'handler' && closed.end !== undefined;
    this.#reporting.report({ kind: 'closed', ...closed }, wholeStream ? Number.POSITIVE_INFINITY : undefined);
  }
}

function describeSent(spec: FrameSpec): WireFact {
  const payload = spec.hex === undefined ? Buffer.from(spec.text ?? '') : Buffer.from(spec.hex, 'hex');
  const opcode = typeof spec.opcode === 'number' ? 'reserved' : spec.opcode;
  return {
    kind: 'frame-sent',
    opcode,
    fin: spec.fin ?? true,
    bytes: payload.length,
    text: spec.text,
    ...(spec.note === undefined ? {} : { note: spec.note }),
  };
}

function describeReceived({ header: { opcode, fin }, payload, close, message }: ReceivedFrame): WireFact {
  const base = { kind: 'frame-received' as const, opcode, fin, bytes: payload.length };
  if (close) return { ...base, close };
  const whole = message && { message: { [message.opcode === 'text' ? 'text' : 'hex']: kept(message.payload, message.opcode) } };
  return opcode === 'binary' || opcode === 'continuation'
    ? { ...base, hex: kept(payload, 'binary'), ...whole }
    : { ...base, text: kept(payload, 'text') };
}

function kept(payload: Buffer, as: 'text' | 'binary'): string {
  return payload.subarray(0, MAX_KEPT).toString(as === 'text' ? 'utf8' : 'hex');
}
