/** What the timeline has shown so far, gathered for the judge: one record a connection, the output, the process. Pure. */
import type { Reply } from '../scenario/entry.ts';
import type { EventOf, Stats, TimelineEvent } from '../timeline/timeline.ts';
import { type Message, mismatch } from './match.ts';
import { Output } from './output.ts';

/** Messages that are no answer to anything. */
export interface Aside {
  reply: Reply;
  seen: number;
  /** How many there had been when somebody began to count. */
  before: number;
  last?: Message;
}

export interface ConnectionEvidence {
  accepted?: EventOf<'handshake-accepted'>;
  refused?: EventOf<'handshake-refused'>;
  invalid?: EventOf<'handshake-invalid'>;
  failed?: EventOf<'connect-failed'>;
  closed?: EventOf<'closed'>;
  violation?: EventOf<'protocol-error'>;
  /** Whole data messages that no expectation has taken yet. */
  messages: Message[];
  /** A message, or the begin of one, that was there before its question was asked: nothing takes it any more. */
  unasked?: Message;
  /** The first pong with each payload. */
  pongs: Map<string, EventOf<'frame-received'>>;
  pings: number;
  lastPing?: EventOf<'frame-received'>;
  /** By the name that a script gives them. */
  aside: Map<string, Aside>;
  /** The first frame of a message whose last one has not come yet. */
  partial?: Message;
}

export class Evidence {
  exit?: EventOf<'process-exited'>;
  /** The last reading; forgotten where a new one is asked for. */
  stats?: Stats;
  /** What the last look at it rested on, where one event shows that; whoever looks forgets the one before. */
  ground?: TimelineEvent;
  readonly output = new Output();
  readonly #connections = new Map<string, ConnectionEvidence>();

  of(connection: string): ConnectionEvidence {
    const known = this.#connections.get(connection);
    if (known) return known;
    const made: ConnectionEvidence = { messages: [], pongs: new Map(), pings: 0, aside: new Map() };
    this.#connections.set(connection, made);
    return made;
  }

  /** Such messages are counted, and no more; on a connection that is opened later, too. */
  setAside(connection: string, as: string, reply: Reply): void {
    const of = this.of(connection);
    of.aside.set(as, { reply, seen: 0, before: 0 });
    // Some may be there already.
    for (const message of of.messages.splice(0)) add(of, message);
  }

  /** Begins to count those that were set aside. */
  count(connection: string, as: string): void {
    const aside = this.of(connection).aside.get(as);
    if (aside) aside.before = aside.seen;
  }

  /** The probe asks something new on this connection: what is there already is no answer to it. */
  ask(connection: string): void {
    const of = this.of(connection);
    of.unasked ??= of.messages[0] ?? of.partial;
  }

  take(event: TimelineEvent): void {
    if (event.kind === 'process-exited') this.exit = event;
    else if (event.kind === 'stats') this.stats = event.stats;
    else if (event.kind === 'output') this.output.write(event.stream, event.text);
    else if (event.connection !== undefined) this.#takeOn(event.connection, event);
  }

  /** A connection of a name that was there before is another one. */
  #afresh(name: string): ConnectionEvidence {
    const aside = this.#connections.get(name)?.aside;
    this.#connections.delete(name);
    const of = this.of(name);
    if (aside) of.aside = aside;
    return of;
  }

  #takeOn(name: string, event: TimelineEvent): void {
    const of = event.kind === 'handshake-sent' ? this.#afresh(name) : this.of(name);
    if (event.kind === 'handshake-accepted') of.accepted = event;
    else if (event.kind === 'handshake-refused') of.refused = event;
    else if (event.kind === 'handshake-invalid') of.invalid = event;
    else if (event.kind === 'connect-failed') of.failed = event;
    else if (event.kind === 'closed') of.closed = event;
    else if (event.kind === 'protocol-error') of.violation = event;
    else if (event.kind === 'frame-received') takeFrame(of, event);
  }
}

function takeFrame(of: ConnectionEvidence, frame: EventOf<'frame-received'>): void {
  if (frame.opcode === 'pong') takePong(of, frame);
  else if (frame.opcode === 'ping') takePing(of, frame);
  else if (frame.opcode === 'text' || frame.opcode === 'binary') begin(of, frame, frame.opcode);
  else if (frame.opcode === 'continuation') goOn(of, frame);
}

function takePong({ pongs }: ConnectionEvidence, frame: EventOf<'frame-received'>): void {
  const payload = frame.text ?? '';
  if (!pongs.has(payload)) pongs.set(payload, frame);
}

function takePing(of: ConnectionEvidence, frame: EventOf<'frame-received'>): void {
  of.pings += 1;
  of.lastPing = frame;
}

function begin(of: ConnectionEvidence, frame: EventOf<'frame-received'>, opcode: 'text' | 'binary'): void {
  const message: Message = { opcode, text: frame.text ?? '', hex: frame.hex ?? '', first: frame, atMs: frame.atMs };
  if (frame.fin) add(of, message);
  else of.partial = message;
}

/** The text of a message is that of the whole, not of its frames: a character may be split between two of them. */
function goOn(of: ConnectionEvidence, frame: EventOf<'frame-received'>): void {
  const { partial } = of;
  if (!partial || !frame.fin) return;
  of.partial = undefined;
  add(of, { ...partial, text: frame.message?.text ?? '', hex: frame.message?.hex ?? '', atMs: frame.atMs });
}

function add({ messages, aside }: ConnectionEvidence, message: Message): void {
  for (const each of aside.values()) {
    if (mismatch(message, each.reply.opcode ?? 'text', each.reply.match)) continue;
    each.seen += 1;
    each.last = message;
    return;
  }
  messages.push(message);
}
