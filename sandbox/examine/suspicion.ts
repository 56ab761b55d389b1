/** From something that looks wrong on a timeline to what the causes say of it. Pure. */
import type { ObservedKind } from '../scenario/names.ts';
import type { TimelineEvent } from '../timeline/timeline.ts';
import { diagnose } from '../verdict/diagnose.ts';
import type { Diagnosis } from '../verdict/verdict.ts';
import type { Played } from './examination.ts';
import { isData } from './hearing.ts';

export interface Suspicion {
  connection: string;
  /** As a clause that follows "Expected": "the second message to be answered as the first one was". */
  expected: string;
  observed: string;
  observedKind: ObservedKind;
}

/** What the causes say of a connection on which an answer was due, and this was seen: as if a script had asked for it. */
export function suspect({ timeline }: Pick<Played, 'timeline'>, suspicion: Suspicion): Diagnosis[] {
  const { connection, expected, observed, observedKind } = suspicion;
  const entry = { expect: 'receives', connection, opcode: 'text', match: { anything: true }, sentence: expected, withinMs: 0 } as const;
  const seen = withoutGreeting(untilLeft(timeline, connection), connection);
  return diagnose({ entries: [entry] }, seen, { kind: 'broken', summary: expected, expected, observed, observedKind, entry: 0 });
}

/** What came before anything was said is no answer. */
function withoutGreeting(timeline: readonly TimelineEvent[], connection: string): TimelineEvent[] {
  const first = timeline.find((event) => event.kind === 'frame-sent' && event.connection === connection && isData(event.opcode));
  const isGreeting = (event: TimelineEvent) =>
    event.kind === 'frame-received' &&
    event.connection === connection &&
    isData(event.opcode) &&
    first !== undefined &&
    event.seq < first.seq;
  return timeline.filter((event) => !isGreeting(event));
}

/** When the probe has left it, whatever its handler does is about something else. */
function untilLeft(timeline: readonly TimelineEvent[], connection: string): readonly TimelineEvent[] {
  const left = timeline.find((event) => event.kind === 'closed' && event.connection === connection && event.by === 'probe');
  return left ? timeline.filter(({ seq, connection: of }) => seq < left.seq || of !== connection) : timeline;
}
