import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, directionOf } from '../../../sandbox/timeline/describe.ts';
import { callConnection, describeMs } from '../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../visible-text.ts';
import { listed } from './EventTable.tsx';

export interface Mark {
  seq?: number;
  words: string;
}

export interface StoryProps {
  events: readonly TimelineEvent[];
  /** What is said at some of them. */
  marks: readonly Mark[];
}

const MOST_ITEMS = 2_000;
const MOST_CHARACTERS = 300;
/** However busy the page is, the list is there then. */
const MOST_WAIT_MS = 1_000;

/** The drawing as an ordered list, for whoever listens to the page: it is not seen, and waits until the page has nothing else to do. */
export function Story(props: StoryProps) {
  const [{ events, marks }, tell] = useState<StoryProps>({ events: [], marks: [] });
  useEffect(() => {
    const later = requestIdleCallback(() => tell(props), { timeout: MOST_WAIT_MS });
    return () => cancelIdleCallback(later);
  }, [props.events, props.marks.map(({ seq, words }) => `${seq} ${words}`).join()]);
  const told = useMemo(() => listed(events), [events]);
  const marked = Map.groupBy(marks, ({ seq }) => seq);
  return (
    <ol class="story hidden" aria-label="The run in words">
      {told.slice(0, MOST_ITEMS).map((event) => (
        <li key={event.seq}>{wordsOf(event, marked.get(event.seq))}</li>
      ))}
      {told.length > MOST_ITEMS && <li>{told.length - MOST_ITEMS} more events are in the tab Events.</li>}
    </ol>
  );
}

function wordsOf(event: TimelineEvent, marks: readonly Mark[] = []): string {
  const direction = directionOf(event);
  const way = direction === undefined ? '' : direction === 'sent' ? 'the probe sends ' : 'the handler sends ';
  const who = event.connection === undefined ? '' : `, ${callConnection(event.connection)}`;
  const said = `At ${describeMs(event.atMs)}${who}: ${way}${describeEvent(event).sentence.slice(0, MOST_CHARACTERS)}.`;
  return visibleText([said, ...marks.map(({ words }) => words)].join(' '));
}
