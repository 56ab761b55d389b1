/** Where a run parted from the working pattern, and on which connection. Pure. */
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { middleCut } from '../models/short-text.ts';
import type { Parting } from './layout.ts';

export const ALL = 'all';
const MOST_WORDS = 60;

/** A timeline, and what it came to. */
export type Judged = Pick<RunReport, 'verdict' | 'timeline'>;

export function partingOf({ verdict, timeline }: Judged): Parting | undefined {
  if (verdict.kind === 'broken') {
    const label = verdict.observedKind === 'silence' ? 'nothing came' : middleCut(verdict.summary, MOST_WORDS);
    return { seq: verdict.divergence, entry: verdict.entry, label };
  }
  if (verdict.kind === 'crashed') return { seq: verdict.divergence, entry: verdict.entry, label: 'the process ended' };
  if (verdict.kind !== 'limit-exceeded') return undefined;
  const limit = timeline.find(({ kind }) => kind === 'limit-exceeded');
  return { seq: limit?.seq, label: `limit exceeded: ${verdict.limit.what}` };
}

/** The connection on which that was; all of them where the order between them is the point. */
export function partedConnection({ verdict, timeline }: Judged): string | undefined {
  if (verdict.kind === 'working' || verdict.kind === 'did-not-compile') return undefined;
  if (verdict.kind === 'limit-exceeded') return lastBefore(timeline, ({ kind }) => kind === 'limit-exceeded');
  if (verdict.kind === 'broken' && verdict.observedKind === 'too-late') return ALL;
  const { divergence, entry } = verdict;
  const own = timeline.find(({ seq }) => seq === divergence)?.connection;
  if (own !== undefined) return own;
  const asked = timeline.find((event) => event.kind === 'entry-began' && event.entry === entry)?.connection;
  return asked ?? lastBefore(timeline, ({ kind, seq }) => seq === divergence || kind === 'process-exited');
}

/** The connection of the last event before one that belongs to none. */
function lastBefore(timeline: readonly TimelineEvent[], isEnd: (event: TimelineEvent) => boolean): string | undefined {
  const at = timeline.findIndex(isEnd);
  return timeline.slice(0, at < 0 ? undefined : at).findLast(({ connection }) => connection !== undefined)?.connection;
}
