/** What was said and heard on each connection of a timeline, read as a conversation. Pure. */
import type { EventOf, TimelineEvent } from '../timeline/timeline.ts';

/** A message to the subject, and what came until the next one. */
export interface Turn {
  sent: EventOf<'frame-sent'>;
  heard: EventOf<'frame-received'>[];
}

export interface Heard {
  connection: string;
  accepted?: EventOf<'handshake-accepted'>;
  closed?: EventOf<'closed'>;
  /** What came before anything was said. */
  greetings: EventOf<'frame-received'>[];
  turns: Turn[];
  /** What came after the last answer was due: the probe had sent a ping or a goodbye. */
  later: EventOf<'frame-received'>[];
  pings: EventOf<'frame-received'>[];
  /** The last thing that the probe sent is no message. */
  isOver?: boolean;
}

/** Of each connection, by its name; of a name that was there twice, the last one. */
export function hearings(timeline: readonly TimelineEvent[]): Map<string, Heard> {
  const all = new Map<string, Heard>();
  for (const event of timeline) {
    if (event.connection === undefined) continue;
    if (event.kind === 'handshake-sent')
      all.set(event.connection, { connection: event.connection, greetings: [], turns: [], later: [], pings: [] });
    const heard = all.get(event.connection);
    if (heard) take(heard, event);
  }
  return all;
}

function take(heard: Heard, event: TimelineEvent): void {
  if (event.kind === 'handshake-accepted') heard.accepted = event;
  else if (event.kind === 'closed') heard.closed = event;
  else if (event.kind === 'frame-sent') takeSent(heard, event);
  else if (event.kind === 'frame-received' && event.opcode === 'ping') heard.pings.push(event);
  else if (event.kind === 'frame-received' && isData(event.opcode)) openTurn(heard).push(event);
}

function takeSent(heard: Heard, sent: EventOf<'frame-sent'>): void {
  heard.isOver = !isData(sent.opcode);
  if (isData(sent.opcode)) heard.turns.push({ sent, heard: [] });
}

function openTurn({ turns, greetings, later, isOver }: Heard): EventOf<'frame-received'>[] {
  const last = turns.at(-1);
  if (!last) return greetings;
  return isOver ? later : last.heard;
}

/** A text or binary frame begins a message. */
export function isData(opcode: string): boolean {
  return opcode === 'text' || opcode === 'binary';
}

/** Every message that came, on any connection. */
export function allHeard(timeline: readonly TimelineEvent[]): EventOf<'frame-received'>[] {
  return timeline.filter((event): event is EventOf<'frame-received'> => event.kind === 'frame-received' && isData(event.opcode));
}

/** How many messages came in answer to each, in turn. */
export function answersOf({ turns }: Heard): number[] {
  return turns.map(({ heard }) => heard.length);
}
