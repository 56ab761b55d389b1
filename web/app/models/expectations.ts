/** The expectations of a run as a list: how each came out, and where in the timeline and in the source that can be seen. Pure. */
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { placeOf } from '../../../sandbox/timeline/fields.ts';

type Outcome = RunReport['outcomes'][number];
type Place = NonNullable<ReturnType<typeof placeOf>>;

export interface ListedExpectation extends Outcome {
  /** seq of the event to look at: the one that shows it, or the last one on its connection before it was decided. */
  lookAt?: number;
  /** The line of the learner's source that has to do with it. */
  at?: Place;
  /** It is the one that the verdict is about. */
  isVerdict: boolean;
}

/** In the order of the script; those that were not reached have nowhere to look. */
export function listExpectations({ outcomes, timeline, verdict, diagnoses }: RunReport): ListedExpectation[] {
  const ends = lastEvents(timeline);
  const bySeq = new Map(timeline.map((event) => [event.seq, event]));
  return outcomes.map((outcome) => {
    const isVerdict = outcome.state === 'unmet' && 'entry' in verdict && verdict.entry === outcome.entry;
    const lookAt = outcome.state === 'not-reached' ? undefined : (outcome.seq ?? ends.get(outcome.entry));
    const event = lookAt === undefined ? undefined : bySeq.get(lookAt);
    const at = (event && placeOf(event)) ?? (isVerdict ? diagnoses[0]?.at : undefined) ?? (event && lastPlace(timeline, event));
    return { ...outcome, lookAt, isVerdict, ...(outcome.state === 'unmet' ? { at } : event && placeOf(event) ? { at } : {}) };
  });
}

/** Those that this event met or missed. */
export function decidedBy(expectations: readonly ListedExpectation[], seq: number): ListedExpectation[] {
  return expectations.filter((each) => each.seq === seq);
}

/** By entry: seq of the last event on the wire of its connection when the probe left it. */
function lastEvents(timeline: readonly TimelineEvent[]): Map<number, number> {
  const last = new Map<string, number>();
  const asked = new Map<number, string>();
  const found = new Map<number, number>();
  for (const event of timeline) {
    if (event.kind === 'entry-began' && event.connection !== undefined) asked.set(event.entry, event.connection);
    else if (event.kind === 'entry-ended') {
      const seq = last.get(asked.get(event.entry) ?? '');
      if (seq !== undefined) found.set(event.entry, seq);
    } else if (event.source === 'wire' && event.connection !== undefined) last.set(event.connection, event.seq);
  }
  return found;
}

/** The last place that the handler told of on this event's connection, up to it. */
function lastPlace(timeline: readonly TimelineEvent[], { seq, connection }: TimelineEvent): Place | undefined {
  const told = timeline.findLast((event) => event.seq <= seq && event.connection === connection && placeOf(event) !== undefined);
  return told && placeOf(told);
}
