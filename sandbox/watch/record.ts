/** What is kept of one connection while it lasts: a bounded part of its timeline, and what is counted. Pure. */
import type { Recorded } from '../examine/capture/captured-timeline.ts';
import type { WireFact } from '../timeline/timeline.ts';

/** So many events are kept from the beginning, and so many up to the last one. */
const FIRST = 60;
const LAST = 140;
/** How much of one payload is kept, in characters, and of a refusal’s body. */
const KEPT_CHARACTERS = 500;
const KEPT_BODY = 1_000;

export class Record {
  /** Messages of the client, and of the backend. */
  sent = 0;
  received = 0;
  /** Events that are not kept. */
  leftOut = 0;
  readonly #first: Recorded[] = [];
  readonly #last: Recorded[] = [];
  readonly #payloads: boolean;
  readonly #redact: (text: string) => string;

  /** `payloads`: what the frames hold is kept. `redact` takes out what is a secret on this connection, wherever it stands. */
  constructor({ payloads, redact }: { payloads: boolean; redact: (text: string) => string }) {
    this.#payloads = payloads;
    this.#redact = redact;
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
    const bare = this.#payloads || !isFrame(fact) ? fact : { ...fact, text: undefined, hex: undefined, message: undefined };
    const redacted = JSON.parse(JSON.stringify({ ...bare, wire: undefined }), (_key, value) =>
      typeof value === 'string' ? this.#redact(value) : value,
    );
    return bounded(redacted);
  }
}

type Held = { text?: string; hex?: string };

/** Only after that: of a secret at the edge a part would be left. */
function bounded(fact: WireFact): WireFact {
  if (fact.kind === 'handshake-refused') return { ...fact, body: fact.body.slice(0, KEPT_BODY) };
  if (!isFrame(fact)) return fact;
  const { message } = fact as { message?: Held };
  return { ...fact, ...cut(fact), ...(message ? { message: cut(message) } : {}) };
}

function isFrame(fact: WireFact): fact is Extract<WireFact, { kind: 'frame-sent' | 'frame-received' }> {
  return fact.kind === 'frame-sent' || fact.kind === 'frame-received';
}

function isMessage(fact: WireFact): boolean {
  return isFrame(fact) && (fact.opcode === 'text' || fact.opcode === 'binary');
}

function cut({ text, hex }: Held): Held {
  return {
    ...(text === undefined ? {} : { text: text.slice(0, KEPT_CHARACTERS) }),
    ...(hex === undefined ? {} : { hex: hex.slice(0, KEPT_CHARACTERS) }),
  };
}
