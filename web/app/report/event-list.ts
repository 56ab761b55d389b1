/** The events of a timeline as an ordered list, for a report. Pure. */
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, directionOf, isMachinery } from '../../../sandbox/timeline/describe.ts';
import { describeMs } from '../../../sandbox/timeline/wording.ts';
import { type Markup, markup } from './markup.ts';

/** A browser lays them all out at once. */
const MOST_EVENTS = 5_000;
/** The most of one, in characters. */
const MOST_WORDS = 2_000;

const ARROWS = { sent: '→ ', received: '← ' };

export function eventList(timeline: readonly TimelineEvent[]): Markup {
  const told = timeline.filter((event) => !isMachinery(event));
  const more = told.length - MOST_EVENTS;
  return markup`<section aria-labelledby="events">
<h2 id="events">Events</h2>
${
  told.length === 0
    ? markup`<p>No event was recorded.</p>`
    : markup`<ol class="events">
${told.slice(0, MOST_EVENTS).map(item)}</ol>`
}
${more > 0 ? markup`<p class="soft">${more} more events are left out here; HAR of the same run has them all.</p>` : undefined}
</section>`;
}

function item(event: TimelineEvent): Markup {
  const direction = directionOf(event);
  const { sentence } = describeEvent(event);
  const words = sentence.length > MOST_WORDS ? `${sentence.slice(0, MOST_WORDS)}…` : sentence;
  return markup`<li class="source-${event.source}"><span class="at">${describeMs(event.atMs)}</span> <span class="who">${event.connection}</span> <span class="source">${event.source}</span> <span class="what">${direction && ARROWS[direction]}${words}</span></li>
`;
}
