/** What is kept of one connection while it lasts: a bounded part of its timeline, and what is counted. Pure. */
import type { Recorded } from '../examine/capture/captured-timeline.ts';
import type { WireFact } from '../timeline/timeline.ts';
import type { Redaction } from './redaction.ts';

/** So many events are kept from the beginning, and so many up to the last one. */
const FIRST = 60;
const LAST = 140;
/** How much of one payload is kept, in characters, and of a refusal’s body. */
const KEPT_CHARACTERS = 500;
const KEPT_BODY = 1_000;
/** Of a character in UTF-8, in bytes. */
const LONGEST_CHARACTER = 4;

export class Record {
  /** Messages of the client, and of the backend. */
  sent = 0;
  received = 0;
  /** Events that are not kept. */
  leftOut = 0;
  readonly #first: Recorded[] = [];
  readonly #last: Recorded[] = [];
  readonly #payloads: boolean;
  readonly #redaction: Redaction;
  /** A payload of fewer characters is there as a whole. */
  readonly #whole: number;

  /** `payloads`: what the frames hold is kept. `keptBytes`: so much of a payload comes. */
  constructor({ payloads, redaction, keptBytes }: { payloads: boolean; redaction: Redaction; keptBytes: number }) {
    this.#payloads = payloads;
    this.#redaction = redaction;
    this.#whole = Math.floor(keptBytes / LONGEST_CHARACTER);
  }

  /** `atMs`: since the connection began. */
  add(fact: WireFact, atMs: number): void {
    if (isMessage(fact)) this[fact.kind === 'frame-sent' ? 'sent' : 'received'] += 1;
    const recorded = { fact: this.#kept(fact), atMs };
    if (this.#first.length < FIRST) this.#first.push(recorded);
    else this.#last.push(recorded);
    // In larger steps than one: each moves what is behind it.
    if (this.#last.length < 2 * LAST) return;
    this.leftOut += LAST;
    this.#last.splice(0, LAST);
  }

  /** In order; what was left out in the middle is not there. */
  get recorded(): Recorded[] {
    return [...this.#first, ...this.#last];
  }

  /** Bytes as they went over the wire are never kept: they may hold what is a secret elsewhere. */
  #kept(fact: WireFact): WireFact {
    return isFrame(fact) ? this.#keptFrame(fact) : bounded(this.#cleaned({ ...fact, wire: undefined }));
  }

  /** Field by field: there are many of them. */
  #keptFrame(frame: Frame): WireFact {
    const { kind, opcode, fin, bytes, close } = frame;
    const kept = { kind, opcode, fin, bytes, ...(close ? { close: this.#cleaned(close) } : {}) };
    if (!this.#payloads) return kept;
    const { message } = frame as { message?: Held };
    return { ...kept, ...this.#held(frame), ...(message ? { message: this.#held(message) } : {}) };
  }

  #held({ text, hex }: Held): Held {
    if (text !== undefined) return { text: this.#cut(text) };
    return hex === undefined ? {} : { hex: this.#cut(hex) };
  }

  /** Only after it is clean: of a secret at the edge a part would be left. */
  #cut(payload: string): string {
    const clean = this.#redaction.clean(payload);
    const end = payload.length < this.#whole ? clean.length : clean.length - this.#redaction.longest;
    return clean.slice(0, Math.max(0, Math.min(KEPT_CHARACTERS, end)));
  }

  #cleaned<Given extends object>(given: Given): Given {
    return JSON.parse(JSON.stringify(given), (_key, value) => (typeof value === 'string' ? this.#redaction.clean(value) : value));
  }
}

type Frame = Extract<WireFact, { kind: 'frame-sent' | 'frame-received' }>;
type Held = { text?: string; hex?: string };

function bounded(fact: WireFact): WireFact {
  return fact.kind === 'handshake-refused' ? { ...fact, body: fact.body.slice(0, KEPT_BODY) } : fact;
}

function isFrame(fact: WireFact): fact is Frame {
  return fact.kind === 'frame-sent' || fact.kind === 'frame-received';
}

function isMessage(fact: WireFact): boolean {
  return isFrame(fact) && (fact.opcode === 'text' || fact.opcode === 'binary');
}
