/** One connection of the probe: the endpoint of RFC 6455 on a stream, which is read no faster than it is taken in. */
import type { Socket } from 'node:net';
import type { FrameSpec } from '../scenario/entry.ts';
import type { StreamEnd, WireFact } from '../timeline/timeline.ts';
import type { Intake } from './peer.ts';
import { type Effect, Endpoint } from './websocket/endpoint.ts';
import type { Request } from './websocket/handshake.ts';

/** While so many bytes wait to be taken in, no more are read. */
const MAX_WAITING = 256 * 1024;
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

export class ProbeConnection {
  /** Bytes written, for telling whether the other side has them all. */
  sentBytes = 0;
  /** Bytes that came, whether or not they were taken in yet. */
  receivedBytes = 0;
  streamEnded = false;
  sentEnd = false;
  readonly #socket: Socket;
  readonly #reporting: Reporting;
  readonly #endpoint = new Endpoint();
  /** Bytes that came and wait to be taken in. */
  #waitingBytes = 0;
  /** How many bytes a slow reader may still read in this second. */
  #budget: number | undefined;

  constructor(socket: Socket, reporting: Reporting) {
    this.#socket = socket;
    this.#reporting = reporting;
    const { contain } = reporting;
    socket.on(
      'data',
      contain((bytes: Buffer) => this.#came(bytes)),
    );
    for (const [event, end] of [
      ['end', 'fin'],
      ['error', 'rst'],
      ['close', 'fin'],
    ] as const)
      socket.on(
        event,
        contain(() => this.#streamOver(end)),
      );
  }

  get isOver(): boolean {
    return this.#endpoint.isOver;
  }

  /** It reads what comes: false after `vanish`. */
  get isReading(): boolean {
    return !this.#endpoint.isSilent && !this.streamEnded && this.#mayRead;
  }

  /** It has a budget for each second, and there may be more to read. */
  get readsSlowly(): boolean {
    return this.#budget !== undefined && !this.streamEnded;
  }

  open(request: Request): void {
    this.#apply(this.#endpoint.open(request));
  }

  /** All frames in one write, so that the other side has them all when it has one. */
  send(frames: FrameSpec[]): void {
    if (this.#canWrite()) this.#apply(this.#endpoint.send(frames));
  }

  /** In parts of so many bytes and a rest; `takenIn` waits until the other side has what was written. */
  async sendInParts(frames: FrameSpec[], sizes: readonly number[], takenIn: () => Promise<void>): Promise<void> {
    if (!this.#canWrite()) return;
    const effects = this.#endpoint.send(frames);
    this.#apply(effects.filter(({ do: what }) => what === 'report'));
    for (const part of cut(Buffer.concat(effects.flatMap((effect) => (effect.do === 'write' ? [effect.bytes] : []))), sizes)) {
      if (this.#canWrite()) this.#write(part);
      await takenIn();
    }
  }

  /** Bytes as they are. */
  write(hex: string, note: string | undefined): void {
    if (this.#canWrite()) this.#apply(this.#endpoint.write(hex, note));
  }

  /** May read so many bytes more: no budget says that it reads all that comes. */
  allow(bytes: number): void {
    this.#budget = Math.min((this.#budget ?? 0) + bytes, bytes);
    if (this.#budget > 0) this.#socket.resume();
  }

  /** `note`: what is unusual about it, for the timeline. */
  pong(payload: Buffer, note?: string): void {
    if (this.#canWrite() && !this.#endpoint.isSilent) this.#apply(this.#endpoint.pong(payload, note));
  }

  close(code: number | undefined, reason?: string): void {
    if (this.#canWrite()) this.#apply(this.#endpoint.close(code, reason));
  }

  /** Ends this side of the stream, without a close frame. */
  halfClose(): void {
    if (this.#canWrite()) this.#apply(this.#endpoint.halfClose());
  }

  vanish(): void {
    this.#endpoint.isSilent = true;
    this.#socket.pause();
  }

  comeBack(): void {
    this.#endpoint.isSilent = false;
    this.#budget = undefined;
    this.#socket.resume();
  }

  reset(): void {
    this.sentEnd = true;
    this.#socket.resetAndDestroy();
    this.#apply(this.#endpoint.reset());
  }

  /** Resolves when the stream has ended, also on a connection that had stopped reading. */
  async seenToEnd(): Promise<void> {
    if (this.streamEnded || this.#socket.destroyed) return;
    this.comeBack();
    await new Promise<void>((resolve) => this.#socket.once('close', () => resolve()));
  }

  /** Lets go of the stream without a word in the timeline. */
  dispose(): void {
    this.#endpoint.discard();
    this.#socket.destroy();
  }

  get #mayRead(): boolean {
    return this.#budget === undefined || this.#budget > 0;
  }

  #canWrite(): boolean {
    return !this.streamEnded && !this.sentEnd && !this.#socket.destroyed && !this.#endpoint.isOver;
  }

  #apply(effects: readonly Effect[]): void {
    for (const effect of effects) {
      if (effect.do === 'report') this.#reporting.report(effect.fact, effect.received);
      else if (effect.do === 'write') this.#write(effect.bytes);
      else if (effect.do === 'answer-ping') this.#reporting.onPing(effect.payload);
      else if (effect.do === 'end') this.#end();
      else this.#socket.destroy();
    }
  }

  #write(bytes: Buffer): void {
    this.sentBytes += bytes.length;
    this.#socket.write(bytes);
  }

  #end(): void {
    this.sentEnd = true;
    this.#socket.end();
  }

  #came(bytes: Buffer): void {
    this.receivedBytes += bytes.length;
    this.#waitingBytes += bytes.length;
    if (this.#budget !== undefined) this.#budget -= bytes.length;
    if (this.#waitingBytes > MAX_WAITING || !this.#mayRead) this.#socket.pause();
    this.#reporting.takeIn(this.#take(bytes));
  }

  *#take(bytes: Buffer): Generator<void> {
    yield* this.#read(bytes);
    this.#waitingBytes -= bytes.length;
    if (this.#waitingBytes <= MAX_WAITING && this.#socket.isPaused() && this.isReading) this.#socket.resume();
  }

  *#read(bytes: Buffer): Generator<void> {
    if (this.#endpoint.isOver) {
      // Whoever goes on and on after a refusal is not listened to.
      if (this.#endpoint.wasRefused) this.#socket.destroy();
      return;
    }
    this.#endpoint.push(bytes);
    while (!this.#reporting.isOver()) {
      const effects = this.#endpoint.next();
      if (!effects) return;
      this.#apply(effects);
      yield;
    }
    // A limit was exceeded: what still comes until the process has gone is for nobody, and is not collected.
    this.#endpoint.discard();
  }

  #streamOver(end: StreamEnd): void {
    if (this.streamEnded) return;
    this.streamEnded = true;
    // A stream that has ended on that side is ended on this one too, and the other side has still to see it.
    this.sentEnd = true;
    this.#reporting.takeIn(this.#takeEnd(end));
  }

  *#takeEnd(end: StreamEnd): Generator<void> {
    this.#apply(this.#endpoint.answerEnded());
    yield;
    this.#apply(this.#endpoint.streamEnded(end));
  }
}

/** In parts of these sizes, and the rest. */
function cut(bytes: Buffer, sizes: readonly number[]): Buffer[] {
  let begin = 0;
  const parts = [...sizes, bytes.length].map((size) => {
    const part = bytes.subarray(begin, begin + size);
    begin += size;
    return part;
  });
  return parts.filter(({ length }) => length > 0);
}
