/**
 * One connection of the probe: the client endpoint of RFC 6455 on a bare stream, which reports what is on the wire and derives
 * nothing. FIN and RST are told apart, and a close frame without a code (1005) from no close frame (1006).
 */
import type { Socket } from 'node:net';
import { Inflater } from './compression.ts';
import { decodeUtf8, encodeClose, encodeFrame, type Frame, parseClose, readFrame } from './frame.ts';
import { openingHandshake, type Request, readAnswer, type SentHandshake } from './handshake.ts';
import type { Intake } from './peer.ts';
import type { FrameSpec } from './scenario.ts';
import type { CloseFrame, StreamEnd, WireFact } from './timeline.ts';

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

const NOTHING = Buffer.alloc(0);

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
  /** What has not been read yet, and what came after it: joined only when there is enough for what is to be read next. */
  #buffer: Buffer = NOTHING;
  #later: Buffer[] = [];
  #laterBytes = 0;
  #wanted = 0;
  #taken = 0;
  /** Bytes that came and wait to be taken in. */
  #waitingBytes = 0;
  #inflater: Inflater | undefined;
  /** The frames so far of a message that has not ended. */
  #message: { text: boolean; parts: Buffer[]; bytes: number } | undefined;
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
    this.#later.push(bytes);
    this.#laterBytes += bytes.length;
    if (this.#buffer.length + this.#laterBytes < this.#wanted) return;
    this.#join();
    if (this.#phase === 'handshake') this.#readAnswer(false);
    while (this.#phase === 'open' && !this.#reporting.isOver() && this.#readFrame()) yield;
    // A limit was exceeded: what still comes until the process has gone is for nobody, and is not collected.
    if (this.#reporting.isOver()) this.#buffer = NOTHING;
  }

  #join(): void {
    this.#buffer = this.#buffer.length === 0 && this.#later.length === 1 ? this.#later[0]! : Buffer.concat([this.#buffer, ...this.#later]);
    this.#later = [];
    this.#laterBytes = 0;
    this.#wanted = 0;
  }

  /** false when there is no whole frame. */
  #readFrame(): boolean {
    const read = readFrame(this.#buffer, MAX_PAYLOAD, this.#inflater !== undefined);
    if (read.kind === 'more') {
      this.#wanted = read.wanted;
      return false;
    }
    if (read.kind === 'illegal') {
      this.#illegal(read.problem);
      return false;
    }
    this.#consume(read.frame.wireBytes);
    this.#frame(read.frame);
    return true;
  }

  #readAnswer(ended: boolean): void {
    if (!this.#handshake) return;
    const before = this.#buffer.length;
    const answer = readAnswer(this.#buffer, this.#handshake, ended);
    if (answer.kind === 'more') return;
    if (answer.kind === 'accepted') {
      this.#consume(before - answer.rest.length);
      this.#phase = 'open';
      if (answer.compressed) this.#inflater = new Inflater();
      this.#reporting.report({ kind: 'handshake-accepted', subprotocol: answer.subprotocol }, this.#taken);
      return;
    }
    this.#phase = 'over';
    this.#consume(before);
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

  #frame(wireFrame: Frame): void {
    const frame = this.#inflated(wireFrame);
    if (!frame) {
      this.#illegal('a message is not compressed as agreed (RFC 7692, section 7.2)');
      return;
    }
    const broken = this.#follow(frame);
    if (broken) {
      this.#illegal(broken);
      return;
    }
    const text = frame.opcode === 'text' && frame.fin ? decodeUtf8(frame.payload) : undefined;
    if (frame.opcode === 'text' && frame.fin && text === undefined) {
      this.#illegal('a text frame is no UTF-8 (RFC 6455, section 5.6)');
      return;
    }
    const close = frame.opcode === 'close' ? parseClose(frame.payload) : undefined;
    if (close && 'problem' in close) {
      this.#illegal(close.problem);
      return;
    }
    this.#reporting.report(describeReceived(frame, close), this.#taken);
    if (frame.opcode === 'ping' && !this.#vanished) this.#reporting.onPing(frame.payload);
    if (close) this.#closeReceived(close);
  }

  /** What is wrong with this frame after those before it (RFC 6455, section 5.4), if anything is. */
  #follow({ opcode, fin, payload, rsv1 }: Frame): string | undefined {
    if (opcode !== 'continuation' && opcode !== 'text' && opcode !== 'binary') return undefined;
    if (opcode === 'continuation' && !this.#message) return 'a continuation frame continues no message (RFC 6455, section 5.4)';
    if (opcode !== 'continuation' && this.#message) return 'a new message begins before the last one has ended (RFC 6455, section 5.4)';
    const message = this.#message ?? { text: opcode === 'text' && !rsv1, parts: [], bytes: 0 };
    message.parts.push(payload);
    message.bytes += payload.length;
    this.#message = fin ? undefined : message;
    if (message.bytes > MAX_PAYLOAD) return `a message in frames of more than ${MAX_PAYLOAD} bytes; the probe reads no more`;
    const isText = fin && message.text && message.parts.length > 1;
    return isText && decodeUtf8(Buffer.concat(message.parts)) === undefined
      ? 'a text message is no UTF-8 (RFC 6455, section 5.6)'
      : undefined;
  }

  /** A compressed message in several frames stays as it came: no text is read from it. */
  #inflated(frame: Frame): Frame | undefined {
    if (!frame.rsv1 || !frame.fin || !this.#inflater) return frame;
    const payload = this.#inflater.inflate(frame.payload, MAX_PAYLOAD);
    return payload && { ...frame, payload };
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
    this.#join();
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

  #consume(bytes: number): void {
    this.#taken += bytes;
    this.#buffer = this.#buffer.subarray(bytes);
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

function describeReceived({ opcode, fin, payload }: Frame, close: CloseFrame | undefined): WireFact {
  const base = { kind: 'frame-received' as const, opcode, fin, bytes: payload.length };
  if (close) return { ...base, close };
  const kept = payload.subarray(0, MAX_KEPT);
  const hex = opcode === 'binary' || opcode === 'continuation' ? { hex: kept.toString('hex') } : {};
  return opcode === 'binary' ? { ...base, ...hex } : { ...base, text: kept.toString('utf8'), ...hex };
}
