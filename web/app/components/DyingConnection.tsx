import { useMemo, useState } from 'preact/hooks';
import { describeEvent, isMachinery } from '../../../sandbox/timeline/describe.ts';
import type { CatalogView } from '../../protocol.ts';
import { layOut } from '../timeline/layout.ts';
import { Timeline } from '../timeline/Timeline.tsx';

/** A recorded connection, played event by event to its end. */
export function DyingConnection({ on, timeline }: NonNullable<CatalogView['opening']>) {
  const [times, setTimes] = useState(1);
  const blocks = useMemo(
    () => layOut(timeline, undefined, timeline.at(-1)?.connection, { seq: timeline.at(-1)?.seq, label: '' }, { output: 'each' }),
    [timeline],
  );
  return (
    <figure class="dying">
      <div aria-hidden="true" key={times}>
        <Timeline blocks={blocks} showPattern={false} patternIs="absent" isNarrow title="a connection" mark="immediate close" />
      </div>
      <ol class="spoken">
        {timeline
          .filter((event) => !isMachinery(event))
          .map((event) => (
            <li key={event.seq}>{describeEvent(event).label}</li>
          ))}
      </ol>
      <figcaption>
        <span>Recorded on {on}.</span>
        <button type="button" class="quiet replay" onClick={() => setTimes(times + 1)}>
          Play again
        </button>
      </figcaption>
    </figure>
  );
}
