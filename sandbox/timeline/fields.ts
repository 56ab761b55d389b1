/** The one place that takes an event of a timeline apart: field by field, each with its bytes and what it says. Pure; it runs in a browser too. */
import { describeCloseCode } from './close-codes.ts';
import type { Field } from './field.ts';
import { bytesOf, countBytes, hexOf } from './frame-bytes.ts';
import { frameFields, illegalFields } from './frame-fields.ts';
import { acceptedFields, invalidFields, refusedFields, requestFields } from './handshake-fields.ts';
import type { EventOf, SourceLocation, StreamEnd, TimelineEvent, WireBytes } from './timeline.ts';

export type { Field } from './field.ts';

/** What the client side of a connection is called, and what is its own. */
export interface ClientSide {
  name: string;
  own: string;
}

const PROBE: ClientSide = { name: 'the probe', own: 'the probe’s' };

/** Empty for what was not on the wire. */
export function fieldsOf(event: TimelineEvent, client = PROBE): Field[] {
  switch (event.kind) {
    case 'frame-sent':
    case 'frame-received':
      return frameFields(event);
    case 'handshake-sent':
      return requestFields(event);
    case 'handshake-accepted':
      return acceptedFields(event);
    case 'handshake-refused':
      return refusedFields(event);
    case 'handshake-invalid':
      return invalidFields(event);
    case 'protocol-error':
      return illegalFields(event.wire);
    case 'closed':
      return endFields(event, client);
    default:
      return [];
  }
}

/** The front of what went over the wire: its bytes in hex, how many they are in all, and whether more follow than are shown. */
export function wireOf(event: TimelineEvent): { hex: string; size: string; isCut: boolean } | undefined {
  const wire: WireBytes | undefined = 'wire' in event ? event.wire : undefined;
  if (!wire) return undefined;
  const front = bytesOf(wire.front);
  return { hex: hexOf(front), size: countBytes(wire.bytes), isCut: front.length < wire.bytes };
}

/** The line of the learner's source behind an event, where that is known. */
export function placeOf(event: TimelineEvent): SourceLocation | undefined {
  if ('error' in event) return event.error.at;
  if ('limit' in event) return event.limit.at;
  return 'at' in event ? event.at : undefined;
}

/** The line that sent what came from the handler, as its process tells, where that is known. */
export function senderOf(event: TimelineEvent): SourceLocation | undefined {
  return 'sentBy' in event ? event.sentBy : undefined;
}

function whoEnded(by: EventOf<'closed'>['by'], { name }: ClientSide): string {
  if (by === 'probe') return `${capital(name)} ended it first.`;
  return by === 'handler' ? 'The handler’s side ended it first.' : `Neither side ended it: the process had gone, or ${name} gave up.`;
}

function endOfTcp(end: StreamEnd, { name }: ClientSide): string {
  if (end === 'probe') return `${capital(name)} cut it off.`;
  return end === 'fin' ? 'An orderly end of TCP.' : 'A reset: what was on its way is lost.';
}

function capital(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** An end is nothing on the wire itself, but what all that was there comes to. */
function endFields({ code, reason, clean, by, end, sent, received }: EventOf<'closed'>, client: ClientSide): Field[] {
  const { name, meaning, section } = describeCloseCode(code);
  const handshake = clean
    ? 'Completed: a close frame went each way.'
    : received
      ? 'Not completed: the close frame was not answered.'
      : `Not completed: ${sent ? `${client.own} close frame was not answered` : 'no close frame came'}.`;
  const endedBy = by === 'probe' ? client.name.replace(/^the /, '') : by;
  return [
    { name: 'Reported code', raw: String(code), meaning: `${name}. ${meaning}`, section },
    ...(reason === '' ? [] : [{ name: 'Reason', raw: reason, meaning: '' }]),
    { name: 'Closing handshake', raw: clean ? 'clean' : 'not clean', meaning: handshake, section: 'RFC 6455, section 7.1.4' },
    { name: 'Ended by', raw: endedBy, meaning: whoEnded(by, client), section: 'RFC 6455, section 7.1.1' },
    ...(end === undefined ? [] : [{ name: 'TCP', raw: end === 'probe' ? 'cut' : end.toUpperCase(), meaning: endOfTcp(end, client) }]),
  ];
}
