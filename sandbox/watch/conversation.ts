/** One WebSocket connection through the tap, from its opening handshake to its end. Pure: bytes in, a bounded record out. */
import { Tap, type Tapped } from '../probe/tap.ts';
import type { SentHandshake } from '../probe/websocket/handshake.ts';
import type { StreamEnd, WireFact } from '../timeline/timeline.ts';
import { Record } from './record.ts';
import { redactionOf } from './redaction.ts';

/** The longest message that is read, in bytes: a longer one is counted. */
const MAX_MESSAGE = 256 * 1024;
/** How much of a payload is looked at, in bytes. */
const KEPT_BYTES = 4 * 1024;

export interface ConversationListener {
  /** When nothing more comes of it. */
  onEnd(conversation: Conversation): void;
  /** Milliseconds on a clock that never goes back. */
  nowMs(): number;
  /** What the frames hold is kept, in part. */
  payloads: boolean;
}

export class Conversation {
  readonly handshake: SentHandshake;
  readonly record: Record;
  /** When it began, and when it ended if it has, on the listener's clock. */
  readonly beganMs: number;
  readonly #tap: Tap;
  readonly #listener: ConversationListener;
  #isOver = false;

  constructor(handshake: SentHandshake, listener: ConversationListener) {
    this.handshake = handshake;
    this.#listener = listener;
    this.beganMs = listener.nowMs();
    this.record = new Record({ payloads: listener.payloads, redaction: redactionOf(handshake), keptBytes: KEPT_BYTES });
    this.#tap = new Tap(handshake, { maxBytes: MAX_MESSAGE, passesOver: true, keptBytes: KEPT_BYTES });
    this.#add(this.#tap.opening().fact);
  }

  take(side: 'client' | 'backend', bytes: Buffer): void {
    if (bytes.length > 0) this.#read(side === 'client' ? this.#tap.client(bytes) : this.#tap.handler(bytes));
  }

  ended(side: 'client' | 'backend', end: StreamEnd): void {
    this.#read(this.#tap.ended(side === 'client' ? 'probe' : 'handler', end));
  }

  /** Its opening handshake got another answer than 101. */
  refused(fact: Extract<WireFact, { kind: 'handshake-refused' }>): void {
    if (this.#isOver) return;
    this.#add(fact);
    this.giveUp();
  }

  /** Nothing more is read of it. */
  giveUp(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#listener.onEnd(this);
  }

  #read(tapped: Iterable<Tapped>): void {
    if (this.#isOver) return;
    for (const { fact } of tapped) this.#add(fact);
    if (this.#tap.isOver) this.giveUp();
  }

  #add(fact: WireFact): void {
    this.record.add(fact, Math.round(this.#listener.nowMs() - this.beganMs));
  }
}
