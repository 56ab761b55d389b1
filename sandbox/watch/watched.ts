/** What a connection through the tap comes to: how it ended, and what happened where it ended badly. Pure. */
import { unanswered } from '../examine/capture/examine-capture.ts';
import { judgeRecorded } from '../examine/capture/judge-recorded.ts';
import type { EventOf, TimelineEvent } from '../timeline/timeline.ts';
import type { Diagnosis } from '../verdict/verdict.ts';
import type { Conversation } from './conversation.ts';

export interface Watched {
  /** "connection-1", in the order in which they ended. */
  connection: string;
  /** When it began, as an ISO date. */
  at: string;
  path: string;
  lastedMs: number;
  /** By the client, and by the backend. */
  messages: { sent: number; received: number };
  /** `open`: its end was not seen. */
  state: 'healthy' | 'broken' | 'open';
  /** Surest first; none where it is not broken. */
  diagnoses: Diagnosis[];
  /** What is true and breaks nothing. */
  remarks: Diagnosis[];
  /** Without secrets. */
  timeline: TimelineEvent[];
  /** Events in the middle that were not kept. */
  leftOut: number;
}

/** `endedAt`: the time of its end, or of now. */
export function conclude({ handshake, record, beganMs }: Conversation, connection: string, endedAt: Date, endedMs: number): Watched {
  const { path, headers: requestHeaders } = handshake;
  const played = judgeRecorded({ name: connection, path, requestHeaders, recorded: record.recorded });
  const { timeline, diagnoses, verdict } = played;
  const hasEnded = timeline.some(({ kind }) => ENDS.has(kind));
  const isBroken = hasEnded && verdict.kind !== 'working' && !endsWell(timeline, record);
  const opening = timeline.find((event): event is EventOf<'handshake-sent'> => event.kind === 'handshake-sent');
  return {
    connection,
    at: new Date(endedAt.getTime() - (endedMs - beganMs)).toISOString(),
    path: opening?.path ?? '',
    lastedMs: Math.round(endedMs - beganMs),
    messages: { sent: record.sent, received: record.received },
    state: hasEnded ? (isBroken ? 'broken' : 'healthy') : 'open',
    diagnoses: isBroken ? diagnoses : [],
    remarks: hasEnded && !isBroken ? [...diagnoses, ...unanswered(played)] : [],
    timeline: timeline.filter(({ source }) => source === 'wire'),
    leftOut: record.leftOut,
  };
}

const ENDS: ReadonlySet<TimelineEvent['kind']> = new Set(['closed', 'handshake-refused', 'handshake-invalid']);

/** Ended by the client, or by a backend that has said goodbye: it closed on purpose, for a reason that is no failure. */
function endsWell(timeline: readonly TimelineEvent[], { sent, received }: Watched['messages']): boolean {
  const closed = timeline.find((event): event is EventOf<'closed'> => event.kind === 'closed');
  if (!closed || timeline.some(({ kind }) => kind === 'protocol-error' || kind === 'handshake-invalid')) return false;
  if (closed.by === 'probe') return true;
  const { code = 1005, reason = '' } = closed.received ?? { code: 1006 };
  if (code === 1000 || code === 1005) return reason !== '' || received > 0 || sent > 1;
  return GOODBYES.has(code) || code >= 3000;
}

/** Going away, a policy that the client does not meet, a restart, and too much to do: said properly, and no failure of the handler. */
const GOODBYES: ReadonlySet<number> = new Set([1001, 1008, 1012, 1013]);
