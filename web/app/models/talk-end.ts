/** How a connection of a talk ended, completely: who began, with what, whether it was answered, and what the handler did. Pure. */
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent } from '../../../sandbox/timeline/describe.ts';
import { meaningOf } from '../../../sandbox/timeline/wording.ts';
import { clientOf } from './talk-client.ts';

export interface DescribedEnd {
  /** One sentence. */
  summary: string;
  /** Names and values, for a list. Empty for a connection that never opened. */
  facts: [name: string, value: string][];
  /** Where the handler returned or threw, in the learner's source. */
  line?: number;
}

type Closed = Extract<TimelineEvent, { kind: 'closed' }>;

/** undefined while it has not ended. `from`: who was the client. */
export function describeEnd(events: readonly TimelineEvent[], name: string, from: 'page' | 'elsewhere'): DescribedEnd | undefined {
  const own = events.filter(({ connection }) => connection === name);
  const end = own.find(
    ({ kind }) => kind === 'closed' || kind === 'handshake-refused' || kind === 'handshake-invalid' || kind === 'connect-failed',
  );
  if (!end) return undefined;
  const { did, line } = handlersPart(own);
  const part: DescribedEnd['facts'] = did === undefined ? [] : [['The handler', did]];
  if (end.kind !== 'closed') return { summary: `${neverOpened(end)}.`, facts: part, line };
  return { summary: `${summaryOf(end, from)}.`, facts: [...closeFacts(end, from), ...part], line };
}

function neverOpened(end: TimelineEvent): string {
  if (end.kind === 'handshake-refused') return `The handler refused the opening handshake with ${end.status} ${end.statusText}`.trimEnd();
  if (end.kind === 'handshake-invalid') return `The answer to the opening handshake is illegal: ${end.problem}`;
  return end.kind === 'connect-failed' ? `No connection: ${end.problem}` : describeEvent(end).sentence;
}

function summaryOf({ by, code, clean, received, beforeOpen, end }: Closed, from: 'page' | 'elsewhere'): string {
  const who = { probe: from === 'page' ? 'You' : 'The client endpoint', handler: 'The handler', nobody: 'Nobody' }[by];
  if (beforeOpen) return `${who} ended the connection before the opening handshake was answered`;
  if (!received) return `${who} ended the connection with no close frame (1006${end ? `, ${end === 'rst' ? 'RST' : 'FIN'}` : ''})`;
  if (by === 'probe') return `${who} closed the connection, and the handler answered`;
  return `${who} closed the connection with ${code} (${meaningOf(code)})${clean ? '' : ', and got no answer'}`;
}

function closeFacts(closed: Closed, from: 'page' | 'elsewhere'): DescribedEnd['facts'] {
  const { by, sent, received, clean, end } = closed;
  const { name: client, own } = clientOf(from);
  return [
    ['Began', { probe: client, handler: 'the handler', nobody: 'nobody' }[by]],
    [`Sent by ${client}`, frameWords(sent)],
    ['Sent by the handler', frameWords(received)],
    ['Clean', clean ? 'yes: a close frame went each way' : 'no: a close frame is missing'],
    ['Reported as', `${closed.code} (${meaningOf(closed.code)})${closed.reason === '' ? '' : ` “${closed.reason}”`}`],
    ['TCP', streamWords(end, by === 'probe' && !sent ? own : 'the handler’s', own)],
  ];
}

function frameWords(close: Closed['sent']): string {
  if (!close) return 'no close frame';
  const reason = close.reason === '' ? 'no reason' : `“${close.reason}”`;
  return close.code === undefined ? 'without a code (1005)' : `${close.code} (${meaningOf(close.code)}), ${reason}`;
}

/** Whoever has said goodbye waits for the other side to end. */
function streamWords(end: Closed['end'], whose: string, own: string): string {
  if (end === undefined) return 'ends after both close frames';
  if (end === 'probe') return `cut from ${own} side, after illegal bytes`;
  return end === 'rst' ? `reset (RST) from ${whose} side` : `ended (FIN) from ${whose} side`;
}

/** Nothing where the handler is no function of one connection, as in the dialect ws. */
function handlersPart(own: readonly TimelineEvent[]): { did?: string; line?: number } {
  const last = own.findLast(({ kind }) => kind === 'handler-returned' || kind === 'handler-threw');
  if (last?.kind === 'handler-returned') return { did: 'returned', line: last.at?.line };
  if (last?.kind === 'handler-threw') return { did: `threw ${last.error.name}: ${last.error.message}`, line: last.error.at?.line };
  return own.some(({ kind }) => kind === 'handler-started') ? { did: 'has neither returned nor thrown yet' } : {};
}
