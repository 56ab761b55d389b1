/**
 * Reads along on one TCP connection of the tap: HTTP requests and their answers, one after the other, until one of them opens a
 * WebSocket, and then its frames. Pure: bytes in, connections out. It keeps a bounded part of what it has seen, and where it cannot
 * read it says so, once, and reads no further.
 */
import type { SentHandshake } from '../probe/websocket/handshake.ts';
import { headOf, parseResponseHead, type ResponseHead } from '../probe/websocket/response-head.ts';
import type { StreamEnd } from '../timeline/timeline.ts';
import { Conversation, type ConversationListener } from './conversation.ts';
import { HttpBody } from './http-body.ts';
import { framingOfAnswer, readRequestHead, type Unreadable } from './http-head.ts';

export type Side = 'client' | 'backend';

/** `early`: the client has sent more than is kept before its handshake was answered. `answer`: the backend’s answers are not HTTP. */
export type Unread = Unreadable | 'early' | 'answer' | 'fault';

interface Listener extends ConversationListener {
  onUnread(why: Unread): void;
}

/** What a client may send before its handshake is answered, and still be read, in bytes. */
const MAX_EARLY = 64 * 1024;
/** Requests that wait for their answers. */
const MAX_REQUESTS = 1_000;
/** How much of a refusal's body is looked at, in bytes. */
const BODY_BYTES = 16 * 1024;

interface Asked {
  method: string;
  conversation?: Conversation;
}

interface Answer {
  body: HttpBody;
  head: ResponseHead;
  came: string;
  kept: Buffer[];
}

export class ReadAlong {
  readonly #listener: Listener;
  #phase: 'http' | 'open' | 'unread' = 'http';
  /** Bytes that are not read yet. */
  #ofClient: Buffer = Buffer.alloc(0);
  #ofBackend: Buffer = Buffer.alloc(0);
  /** The request whose body is on its way, and the answer whose body is. */
  #request: HttpBody | undefined;
  #answer: Answer | undefined;
  #asked: Asked[] = [];
  /** The opening handshake that waits for its answer, or what it has opened. */
  #conversation: Conversation | undefined;

  constructor(listener: Listener) {
    this.#listener = listener;
  }

  take(side: Side, bytes: Buffer): void {
    if (this.#phase === 'unread') return;
    if (this.#phase === 'open') this.#conversation?.take(side, bytes);
    else if (side === 'client') this.#readRequests(join(this.#ofClient, bytes));
    else this.#readAnswers(join(this.#ofBackend, bytes));
  }

  /** One side's stream has ended. */
  ended(side: Side, end: StreamEnd): void {
    if (this.#phase === 'unread') return;
    const current = this.#asked[0]?.conversation;
    if (side === 'backend' && current) {
      if (this.#answer) this.#refuse(this.#answer, current);
      else current.take('backend', this.#ofBackend);
    }
    this.#conversation?.ended(side, end);
    if (side === 'backend') this.giveUp();
  }

  /** Reads no further. A connection that is open is given as it is now. */
  giveUp(why?: Unread): void {
    if (this.#phase === 'unread') return;
    this.#phase = 'unread';
    this.#ofClient = this.#ofBackend = Buffer.alloc(0);
    this.#asked = [];
    this.#conversation?.giveUp();
    if (why !== undefined) this.#listener.onUnread(why);
  }

  #readRequests(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0 && this.#phase === 'http' && this.#conversation === undefined) {
      if (this.#request) {
        rest = this.#request.take(rest);
        if (this.#request.isIllegal) return this.giveUp('not-http');
        if (this.#request.isWhole) this.#request = undefined;
        continue;
      }
      const head = readRequestHead(rest);
      if (head.kind === 'more') break;
      if (head.kind !== 'head') return this.giveUp(head.kind);
      rest = head.rest;
      this.#request = head.handshake ? undefined : new HttpBody(head.framing);
      if (this.#request?.isWhole) this.#request = undefined;
      this.#ask(head.method, head.handshake);
    }
    this.#ofClient = rest;
    if (this.#conversation && rest.length > MAX_EARLY) this.giveUp('early');
  }

  #ask(method: string, handshake: SentHandshake | undefined): void {
    if (handshake) this.#conversation = new Conversation(handshake, this.#listener);
    this.#asked.push({ method, ...(handshake ? { conversation: this.#conversation } : {}) });
    if (this.#asked.length > MAX_REQUESTS) this.giveUp('early');
  }

  #readAnswers(bytes: Buffer): void {
    let rest = bytes;
    while (rest.length > 0 && this.#phase === 'http') {
      if (this.#answer) {
        rest = this.#answer.body.take(rest);
        if (this.#answer.body.isIllegal) return this.giveUp('answer');
        if (this.#answer.body.isWhole) this.#answered(this.#answer);
        continue;
      }
      const head = parseResponseHead(rest);
      if (head.kind === 'more') break;
      if (head.kind === 'invalid') return this.#notHttp(rest);
      rest = this.#headCame(head, rest);
    }
    this.#ofBackend = this.#phase === 'http' ? rest : Buffer.alloc(0);
  }

  /** Gives what comes behind the head. */
  #headCame(head: ResponseHead, bytes: Buffer): Buffer {
    const [asked] = this.#asked;
    if (head.status === 101) {
      this.#switched(asked, bytes);
      return Buffer.alloc(0);
    }
    // An answer that nobody has asked for is that of a server which waits no longer.
    if (head.status >= 200 || !asked) {
      const kept: Buffer[] = [];
      const body = new HttpBody(framingOfAnswer(head, asked?.method ?? 'GET'), keepUpTo(BODY_BYTES, kept));
      this.#answer = { body, head, came: headOf(bytes), kept };
      if (body.isWhole) this.#answered(this.#answer);
    }
    return head.rest;
  }

  /** HTTP is over on this connection. */
  #switched(asked: Asked | undefined, bytes: Buffer): void {
    if (!asked?.conversation) return this.giveUp();
    this.#phase = 'open';
    asked.conversation.take('backend', bytes);
    asked.conversation.take('client', this.#ofClient);
    this.#ofClient = Buffer.alloc(0);
    this.#asked = [];
  }

  #answered(answer: Answer): void {
    const asked = this.#asked.shift();
    this.#answer = undefined;
    if (!asked?.conversation) return;
    this.#refuse(answer, asked.conversation);
    this.#conversation = undefined;
    this.#readRequests(this.#ofClient);
  }

  #refuse({ head: { status, statusText, headers }, came, kept }: Answer, conversation: Conversation): void {
    const body = Buffer.concat(kept).toString('utf8');
    conversation.refused({ kind: 'handshake-refused', status, statusText, body, headers: Object.fromEntries(headers), head: came });
  }

  #notHttp(bytes: Buffer): void {
    const isHandshake = this.#asked[0]?.conversation !== undefined;
    if (isHandshake) this.#conversation?.take('backend', bytes);
    this.giveUp(isHandshake ? undefined : 'answer');
  }
}

function join(before: Buffer, bytes: Buffer): Buffer {
  return before.length === 0 ? bytes : Buffer.concat([before, bytes]);
}

function keepUpTo(most: number, kept: Buffer[]): (bytes: Buffer) => void {
  let left = most;
  return (bytes) => {
    if (left > 0) kept.push(Buffer.from(bytes.subarray(0, left)));
    left -= Math.min(left, bytes.length);
  };
}
