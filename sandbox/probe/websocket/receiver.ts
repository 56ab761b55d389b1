/**
 * Reads what one side sends on an open connection: RFC 6455 sections 5 to 8, and RFC 7692. Bytes in, frames out; no socket, and the same
 * frames however the bytes are split. After the first violation nothing more is read.
 */

import type { CloseFrame } from '../../timeline/timeline.ts';
import { Inflater } from './compression.ts';
import { decodeUtf8, type FrameHeader, readClose, readHeader, type Sender, underMask, type Violation, violation } from './frame.ts';

export interface ReceivedFrame {
  kind: 'frame';
  header: FrameHeader;
  /** The whole frame as it came; of one that was passed over, its header. */
  raw: Buffer;
  /** As it came; of a message in one frame that was compressed, inflated. */
  payload: Buffer;
  /** Of a close frame. */
  close?: CloseFrame;
  /** The whole message, inflated, with the last of its several frames. */
  message?: { opcode: 'text' | 'binary'; payload: Buffer };
  /** Its message is too long to be read, or is compressed with reference to such a one: `payload` is empty. */
  isPassedOver?: true;
}

/** `raw`: the illegal frame, as much of it as shows what is wrong. */
export type Received = ReceivedFrame | ({ kind: 'violation'; raw: Buffer } & Violation);

/** What one frame comes to, before its bytes are added. */
type Meaning = Omit<ReceivedFrame, 'kind' | 'header' | 'raw'> | Violation | 'passed-over';

export interface ReceiverOptions {
  /** permessage-deflate was agreed. */
  compressed: boolean;
  /** The longest message that is read, in bytes. */
  maxBytes: number;
  /** A longer one is passed over, and what follows it is read; when not given, nothing more is read. */
  passesOver?: boolean;
  /** The handler when not given. */
  sender?: Sender;
}

/** A message that has not ended. */
interface Message {
  opcode: 'text' | 'binary';
  compressed: boolean;
  parts: Buffer[];
  bytes: number;
}

export class Receiver {
  readonly #maxBytes: number;
  readonly #sender: Sender;
  readonly #passesOver: boolean;
  readonly #inflater: Inflater | undefined;
  /** A compressed message was passed over: later ones may refer to what it held. */
  #lostWindow = false;
  /** The frame that is passed over now, and how many of its bytes are still to come. */
  #passing: { header: FrameHeader; front: Buffer; left: number } | undefined;
  /** What has not been read yet, and what came after it: joined only when there is enough for what is to be read next. */
  #buffer: Buffer = Buffer.alloc(0);
  #later: Buffer[] = [];
  #laterBytes = 0;
  #wanted = 0;
  #taken = 0;
  #message: Message | undefined;
  #over = false;

  constructor({ compressed, maxBytes, passesOver = false, sender = 'handler' }: ReceiverOptions) {
    this.#sender = sender;
    this.#passesOver = passesOver;
    this.#maxBytes = maxBytes;
    if (compressed) this.#inflater = new Inflater();
  }

  /** Bytes up to the end of the last frame that `next` gave. */
  get taken(): number {
    return this.#taken;
  }

  push(bytes: Buffer): void {
    if (this.#over) return;
    const passed = Math.min(bytes.length, this.#passing?.left ?? 0);
    if (this.#passing) this.#passing.left -= passed;
    if (passed === bytes.length) return;
    this.#later.push(bytes.subarray(passed));
    this.#laterBytes += bytes.length - passed;
  }

  /** The next frame, or what is wrong with it; undefined when more bytes are wanted, or nothing more is read. */
  next(): Received | undefined {
    if (this.#passing) return this.#passed(this.#passing);
    if (this.#over || this.#buffer.length + this.#laterBytes < this.#wanted) return undefined;
    this.#join();
    const received = this.#read();
    this.#over = received?.kind === 'violation' || (received?.kind === 'frame' && received.close !== undefined);
    return received;
  }

  #join(): void {
    if (this.#later.length > 0) this.#buffer = Buffer.concat([this.#buffer, ...this.#later]);
    this.#later = [];
    this.#laterBytes = 0;
  }

  #read(): Received | undefined {
    const read = readHeader(this.#buffer, this.#inflater !== undefined, this.#sender);
    if (read.kind === 'illegal') return { kind: 'violation', ...read.violation, raw: this.#buffer.subarray(0, read.read) };
    if (read.kind === 'header') return this.#readFrame(read.header);
    this.#wanted = read.wanted;
    return undefined;
  }

  #readFrame(header: FrameHeader): Received | undefined {
    const wrong = this.#orderProblem(header) ?? (this.#passesOver ? undefined : this.#lengthProblem(header));
    if (wrong) return { kind: 'violation', ...wrong, raw: this.#buffer.subarray(0, header.begin) };
    if (this.#passesOver && this.#isTooLong(header)) return this.#passOver(header);
    this.#wanted = header.end;
    if (this.#buffer.length < header.end) return undefined;
    const raw = this.#buffer.subarray(0, header.end);
    const came = raw.subarray(header.begin);
    const payload = header.mask ? underMask(came, header.mask) : came;
    this.#buffer = this.#buffer.subarray(header.end);
    this.#taken += header.end;
    this.#wanted = 0;
    const meaning = isControl(header) ? this.#control(header, payload) : this.#data(header, payload);
    if (meaning === 'passed-over') return passedOver(header, raw.subarray(0, header.begin));
    return 'problem' in meaning ? { kind: 'violation', ...meaning, raw } : { kind: 'frame', header, raw, ...meaning };
  }

  /** Section 5.4: frames of a message follow each other, and messages do not overlap. */
  #orderProblem({ opcode }: FrameHeader): Violation | undefined {
    if (opcode === 'continuation' && !this.#message)
      return violation(1002, 'a continuation frame continues no message (RFC 6455, section 5.4)');
    if ((opcode === 'text' || opcode === 'binary') && this.#message)
      return violation(1002, 'a new message begins before the last one has ended (RFC 6455, section 5.4)');
    return undefined;
  }

  #isTooLong(header: FrameHeader): boolean {
    return !isControl(header) && header.end - header.begin + (this.#message?.bytes ?? 0) > this.#maxBytes;
  }

  /** The rest of its message is too long, too: that many bytes are counted. */
  #passOver(header: FrameHeader): Received | undefined {
    const { end, begin, fin } = header;
    const message = this.#message ?? newMessage(header);
    this.#lostWindow ||= message.compressed;
    this.#message = fin ? undefined : { ...message, parts: [], bytes: message.bytes + end - begin };
    const front = Buffer.from(this.#buffer.subarray(0, begin));
    const there = Math.min(this.#buffer.length, end);
    this.#buffer = this.#buffer.subarray(there);
    this.#passing = { header, front, left: end - there };
    this.#wanted = 0;
    return this.#passed(this.#passing);
  }

  #passed({ header, front, left }: { header: FrameHeader; front: Buffer; left: number }): Received | undefined {
    if (left > 0) return undefined;
    this.#passing = undefined;
    this.#taken += header.end;
    return passedOver(header, front);
  }

  #lengthProblem(header: FrameHeader): Violation | undefined {
    if (!this.#isTooLong(header)) return undefined;
    const bytes = header.end - header.begin;
    const before = this.#message?.bytes ?? 0;
    const what =
      before > 0 ? 'a message in frames of more than' : `a frame that claims ${shownBytes(bytes)} bytes; the probe reads at most`;
    return violation(1009, `${what} ${this.#maxBytes}${before > 0 ? ' bytes; the probe reads no more' : ''}`);
  }

  #control(header: FrameHeader, payload: Buffer): Meaning {
    if (header.opcode !== 'close') return { payload };
    const close = readClose(payload);
    return 'problem' in close ? close : { payload, close };
  }

  #data(header: FrameHeader, payload: Buffer): Meaning {
    const message = this.#message ?? newMessage(header);
    message.parts.push(payload);
    message.bytes += payload.length;
    this.#message = header.fin ? undefined : message;
    if (!header.fin) return { payload };
    const whole = this.#wholeOf(message);
    if (whole === 'passed-over') return whole;
    if ('problem' in whole) return whole;
    if (message.opcode === 'text' && decodeUtf8(whole.payload) === undefined)
      return violation(1007, 'a text message is not UTF-8 (RFC 6455, section 8.1)');
    if (message.parts.length === 1) return { payload: whole.payload };
    return { payload, message: { opcode: message.opcode, payload: whole.payload } };
  }

  #wholeOf({ compressed, parts }: Message): { payload: Buffer } | Violation | 'passed-over' {
    if (compressed && this.#lostWindow) return 'passed-over';
    const payload = parts.length === 1 ? (parts[0] as Buffer) : Buffer.concat(parts);
    if (!compressed || !this.#inflater) return { payload };
    const inflated = this.#inflater.inflate(payload, this.#maxBytes);
    if (inflated.kind === 'whole') return { payload: inflated.message };
    this.#lostWindow = true;
    if (inflated.kind === 'too-long' && this.#passesOver) return 'passed-over';
    if (inflated.kind === 'too-long')
      return violation(1009, `a message that inflates to more than ${this.#maxBytes} bytes; the probe reads no more`);
    return violation(1007, 'a message is not compressed as agreed (RFC 7692, section 7.2)');
  }
}

/** Beyond what a number holds exactly, it is not told exactly. */
function shownBytes(bytes: number): string {
  return Number.isSafeInteger(bytes) ? String(bytes) : `more than ${Number.MAX_SAFE_INTEGER}`;
}

function passedOver(header: FrameHeader, front: Buffer): ReceivedFrame {
  return { kind: 'frame', header, raw: front, payload: Buffer.alloc(0), isPassedOver: true };
}

function newMessage({ opcode, rsv1 }: FrameHeader): Message {
  return { opcode: opcode === 'binary' ? 'binary' : 'text', compressed: rsv1, parts: [], bytes: 0 };
}

function isControl({ opcode }: FrameHeader): boolean {
  return opcode === 'close' || opcode === 'ping' || opcode === 'pong';
}
