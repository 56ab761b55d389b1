/** The judge: script and timeline to verdict. Pure, and blind to testimony but where an expectation asks for it. */
import { type Entry, isExpectation, type Script } from '../scenario/entry.ts';
import type { EventOf, TimelineEvent } from '../timeline/timeline.ts';
import { Judging, type Unmet } from './judging.ts';
import { limitSentence } from './limit-sentence.ts';
import type { EntryOutcome, Verdict } from './verdict.ts';

export interface Judgement {
  verdict: Verdict;
  outcomes: EntryOutcome[];
}

/** Judges a timeline that is at hand as a whole. */
export function judge(script: Script, timeline: readonly TimelineEvent[]): Judgement {
  const judging = new Judging(script);
  for (const event of timeline) judging.take(event);
  return conclude(script, timeline, judging);
}

/**
 * The verdict on a run that `judging` has followed to its end; `timeline` has the same events, in the order in which they happened.
 * No evidence is never a pass: a script that was not played to its end is not `working`.
 */
export function conclude(script: Script, timeline: readonly TimelineEvent[], judging: Judging): Judgement {
  const outcomes = judging.outcomes();
  return { verdict: decide(script, timeline, judging.firstUnmet, outcomes), outcomes };
}

function decide(script: Script, timeline: readonly TimelineEvent[], unmet: Unmet | undefined, outcomes: EntryOutcome[]): Verdict {
  const limit = find(timeline, 'limit-exceeded');
  // A process that runs out of memory dies first, and its connections with it: that is seen before the reason.
  if (limit && (limit.limit.what === 'memory' || !(unmet && unmet.decidedBy.seq < limit.seq)))
    return { kind: 'limit-exceeded', limit: limit.limit, sentence: limitSentence(limit.limit) };
  const crash = unexpectedExit(script, timeline);
  if (crash) return crashed(script, timeline, crash, unmet);
  if (unmet) return broken(script, timeline, unmet);
  const open = outcomes.find(({ state }) => state !== 'met');
  if (open) return unfinished(open);
  return { kind: 'working' };
}

/** The process ended although no entry of the script was about its end. */
function unexpectedExit(script: Script, timeline: readonly TimelineEvent[]): EventOf<'process-exited'> | undefined {
  const awaited = script.entries.some((entry) => isExpectation(entry) && entry.expect === 'process-exits');
  const exit = find(timeline, 'process-exited');
  const over = find(timeline, 'script-ended');
  return exit && !awaited && !(over && over.seq < exit.seq) ? exit : undefined;
}

function crashed(script: Script, timeline: readonly TimelineEvent[], exit: EventOf<'process-exited'>, unmet: Unmet | undefined): Verdict {
  const error = timeline.find((event) => event.kind === 'uncaught')?.error;
  const underWay = timeline.findLast(
    (event): event is EventOf<'entry-began'> => event.kind === 'entry-began' && event.seq < exit.seq,
  )?.entry;
  const entry = unmet?.entry ?? underWay;
  const name = entry === undefined ? undefined : script.entries[entry]?.name;
  return {
    kind: 'crashed',
    exit: { code: exit.code, signal: exit.signal },
    error,
    at: error?.at ?? timeline.findLast((event) => event.kind === 'ending')?.at,
    entry,
    name,
    divergence: unmet ? divergence(timeline, unmet) : exit.seq,
  };
}

function broken(script: Script, timeline: readonly TimelineEvent[], unmet: Unmet): Verdict {
  const entry = script.entries[unmet.entry];
  return {
    kind: 'broken',
    summary: headline(entry, unmet),
    expected: unmet.expected,
    observed: unmet.observed ?? '',
    observedKind: unmet.observedKind ?? 'silence',
    entry: unmet.entry,
    name: entry?.name,
    divergence: divergence(timeline, unmet),
  };
}

/** The author's words, where what came is what they are about: a connection that greets has neither closed nor been left unanswered. */
function headline(entry: Entry | undefined, { expected, observedKind }: Unmet): string {
  if (!entry || !isExpectation(entry)) return expected;
  if (observedKind === 'unsolicited' && (entry.expect === 'quiet' || entry.expect === 'ends'))
    return 'a message came that nothing asked for';
  return entry.summary ?? expected;
}

/** The last thing on the wire that made it unmet; a deadline has none. */
function divergence(timeline: readonly TimelineEvent[], { decidedBy, shownBy, entry }: Unmet): number | undefined {
  if (shownBy) return shownBy.seq;
  if (decidedBy.source === 'wire') return decidedBy.seq;
  if (decidedBy.kind !== 'entry-began') return undefined;
  const connection = timeline.find((event) => event.kind === 'entry-began' && event.entry === entry)?.connection;
  return timeline.findLast((event) => event.source === 'wire' && event.connection === connection && event.seq < decidedBy.seq)?.seq;
}

function unfinished({ entry, expected }: EntryOutcome): Verdict {
  return {
    kind: 'broken',
    summary: 'the run ended early',
    expected,
    observed: 'the run ended before that could be seen',
    observedKind: 'silence',
    entry,
  };
}

function find<K extends TimelineEvent['kind']>(timeline: readonly TimelineEvent[], kind: K): EventOf<K> | undefined {
  return timeline.find((event): event is EventOf<K> => event.kind === kind);
}
