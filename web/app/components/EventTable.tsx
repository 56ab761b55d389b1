import { useState } from 'preact/hooks';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { visibleText } from '../../visible-text.ts';
import { describeEvent, describeMs } from '../timeline/words.ts';

/** More rows than this are shown when asked for. */
const FIRST_ROWS = 300;
/** A longer text is cut in its cell. */
const CELL_LENGTH = 2_000;
/** What only the machinery needs. */
const HIDDEN = new Set(['entry-began', 'entry-ended', 'run-started', 'script-ended', 'stats']);

export function EventTable({ events }: { events: readonly TimelineEvent[] }) {
  const [all, setAll] = useState(false);
  const told = events.filter(({ kind }) => !HIDDEN.has(kind));
  if (told.length === 0)
    return <p class="empty">Press Run, and everything that the probe, the workshop and the handler’s process noted stands here.</p>;
  const rows = all ? told : told.slice(0, FIRST_ROWS);
  return (
    <>
      <table class="events">
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Who</th>
            <th scope="col">Source</th>
            <th scope="col">What</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((event) => (
            <tr key={event.seq} class={`source-${event.source}`}>
              <td>{describeMs(event.atMs)}</td>
              <td>{event.connection ?? ''}</td>
              <td>{event.source}</td>
              <td class="what">
                {arrowOf(event)}
                {visibleText(describeEvent(event).slice(0, CELL_LENGTH))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length < told.length && (
        <button type="button" class="ghost" onClick={() => setAll(true)}>
          Show all {told.length}
        </button>
      )}
    </>
  );
}

function arrowOf({ kind }: TimelineEvent): string {
  if (kind === 'frame-sent' || kind === 'handshake-sent') return '→ ';
  return kind === 'frame-received' || kind === 'handshake-accepted' || kind === 'handshake-refused' ? '← ' : '';
}
