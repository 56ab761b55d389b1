/** What the diagnosis looks at: the facts about the connection on which the run parted from the working pattern. Pure. */
import { type ExpectationEntry, isExpectation, type Script, within } from '../scenario/entry.ts';
import type { ObservedKind } from '../scenario/names.ts';
import type { EventOf, SourceLocation, TimelineEvent, TimelineKind } from '../timeline/timeline.ts';
import { lookFromOutside, type Outside } from './outside.ts';
import { overtaking } from './overtaking.ts';
import { patientOnly } from './patience.ts';
import type { Verdict } from './verdict.ts';

export interface Findings {
  verdict: Verdict;
  /** The expectation at which it parted, if it did so at one. */
  unmet?: ExpectationEntry;
  /** What that observed instead. */
  observedKind?: ObservedKind;
  observed: string;
  returned?: EventOf<'handler-returned'>;
  threw?: EventOf<'handler-threw'>;
  accepted?: EventOf<'handshake-accepted'>;
  refused?: EventOf<'handshake-refused'>;
  closed?: EventOf<'closed'>;
  /** The probe's own close frame. */
  goodbye?: EventOf<'frame-sent'>;
  neverAwaited: EventOf<'never-awaited'>[];
  uncaught?: EventOf<'uncaught'>;
  /** Two receives waited on that connection at a time. */
  readsTwice?: EventOf<'reads-twice'>;
  /** A task that failed with nobody to hear of it, after the last message to that connection. */
  taskThrew?: EventOf<'task-threw'>;
  /** The handler's own call that was about to end the process. */
  ending?: EventOf<'ending'>;
  exited?: EventOf<'process-exited'>;
  limit?: EventOf<'limit-exceeded'>;
  /** Data frames from the handler on that connection, and to it. */
  answers: EventOf<'frame-received'>[];
  messages: EventOf<'frame-sent'>[];
  pongs: EventOf<'frame-received'>[];
  /** An answer on another connection, if those that were answered had all spoken later after their opening than this one did. */
  patient?: EventOf<'frame-received'>;
  failed?: EventOf<'connect-failed'>;
  invalid?: EventOf<'handshake-invalid'>;
  /** Only where nothing tells of the handler from inside, as with a backend elsewhere. */
  outside?: Outside;
  /** The answer to a later message of the same exchange, where it came in place of the one that was due. */
  overtook?: EventOf<'frame-received'>;
}

export type Stance = 'inside' | 'outside';

export function find(script: Script, timeline: readonly TimelineEvent[], verdict: Verdict, stance: Stance = 'inside'): Findings {
  const unmet = unmetOf(script, verdict);
  const connection = unmet && 'connection' in unmet ? unmet.connection : 'A';
  const on = <K extends TimelineKind>(kind: K) =>
    timeline.filter((event): event is EventOf<K> => event.kind === kind && event.connection === connection);
  const all = <K extends TimelineKind>(kind: K) => timeline.filter((event): event is EventOf<K> => event.kind === kind);
  const received = on('frame-received');
  const answers = received.filter(({ opcode }) => isData(opcode));
  const messages = on('frame-sent').filter(({ opcode }) => isData(opcode));
  return {
    verdict,
    unmet,
    observedKind: verdict.kind === 'broken' ? verdict.observedKind : undefined,
    observed: verdict.kind === 'broken' ? verdict.observed : '',
    returned: on('handler-returned')[0],
    threw: on('handler-threw')[0],
    accepted: on('handshake-accepted')[0],
    refused: on('handshake-refused')[0],
    closed: on('closed')[0],
    goodbye: on('frame-sent').find(({ opcode }) => opcode === 'close'),
    neverAwaited: all('never-awaited'),
    uncaught: all('uncaught')[0],
    readsTwice: on('reads-twice')[0],
    taskThrew: all('task-threw').findLast(({ seq }) => seq > (messages.at(-1)?.seq ?? seq)),
    ending: all('ending').at(-1),
    exited: all('process-exited')[0],
    limit: all('limit-exceeded')[0],
    answers,
    messages,
    pongs: received.filter(({ opcode }) => opcode === 'pong'),
    failed: on('connect-failed')[0],
    invalid: on('handshake-invalid')[0],
    ...(stance === 'outside' ? { outside: lookFromOutside(timeline, connection) } : {}),
    patient: patientOnly(timeline, connection),
    overtook: overtaking(script, unmet, answers),
  };
}

function isData(opcode: string): boolean {
  return opcode === 'text' || opcode === 'binary';
}

function unmetOf(script: Script, verdict: Verdict): ExpectationEntry | undefined {
  const index = verdict.kind === 'broken' || verdict.kind === 'crashed' ? verdict.entry : undefined;
  const entry = index === undefined ? undefined : script.entries[index];
  if (!entry || !isExpectation(entry)) return undefined;
  // Of several that will do, the first is the one that is told about.
  return within(entry)[0];
}

/**
 * The handler returned, and no line of it asked for the end: what the wire shows then is up to the server. Some drop the connection
 * with no close frame, some send a close of their own, some keep it open and silent.
 */
export function returnedAndLeft({
  returned,
  threw,
  closed,
  accepted,
  observedKind,
}: Findings): { evidence: number[]; at?: SourceLocation } | undefined {
  if (!returned || threw || !accepted) return undefined;
  if (returned.leftOpen && (observedKind === 'silence' || observedKind === 'still-open'))
    return { evidence: [returned.seq], at: returned.at };
  const isServers = closed?.by === 'handler' && (closed.received === undefined || returned.leftOpen === true);
  if (!isServers || !isEnd(observedKind)) return undefined;
  return { evidence: [returned.seq, closed.seq], at: returned.at };
}

/** The probe's goodbye, or its reset, when the handler threw only after it. */
export function leftBeforeThrow({ threw, closed, goodbye }: Findings): number | undefined {
  const left = goodbye ?? closed;
  return threw && left && closed?.by === 'probe' && left.seq < threw.seq ? left.seq : undefined;
}

/** Messages that were on their way while there was a handler: a server that keeps the connection open takes more, for nobody. */
export function messagesTaken({ messages, returned }: Findings): number {
  return messages.filter(({ seq }) => !returned || seq < returned.seq).length;
}

/** The close frame is the server's own: the handler had ended without one. */
export function isServersClose({ returned, threw }: Findings): boolean {
  return (returned ?? threw)?.leftOpen === true;
}

/** The expectation saw an end that it did not ask for. */
export function isEnd(observedKind: ObservedKind | undefined): boolean {
  return observedKind === 'ended' || observedKind === 'other-close';
}

/** A message got no answer on a connection that lives and has a handler; no call that was never awaited explains it, no task and no second reader. */
export function isUnanswered({ observedKind, unmet, accepted, neverAwaited, returned, taskThrew, readsTwice }: Findings): boolean {
  if (returned?.leftOpen || taskThrew || readsTwice) return false;
  return observedKind === 'silence' && accepted !== undefined && wantsAnswer(unmet) && neverAwaited.length === 0;
}

/** Something came after the first message: what comes before it is a greeting. */
export function isAnswered({ answers, messages: [first] }: Findings): boolean {
  return first !== undefined && answers.some(({ seq }) => seq > first.seq);
}

/** Far more answers than messages. */
export function isFlood({ answers, messages }: Findings): boolean {
  return answers.length > messages.length + 10;
}

/** Whether the step wants an answer here. */
export function wantsAnswer(unmet: Findings['unmet']): boolean {
  if (unmet?.expect === 'counts') return unmet.enough === true;
  return unmet?.expect === 'receives' || unmet?.expect === 'receives-all';
}
