import { useState } from 'preact/hooks';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, directionOf, isMachinery } from '../../../sandbox/timeline/describe.ts';
import { describeMs } from '../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../visible-text.ts';

/** More rows than this are shown when asked for, and no more than so many: a browser draws them all at once. */
const FIRST_ROWS = 300;
const MOST_ROWS = 5_000;
/** A longer text is cut in its cell. */
const CELL_LENGTH = 2_000;

/** What the table has a row for. */
export function listed(events: readonly TimelineEvent[]): TimelineEvent[] {
  return events.filter((event) => !isMachinery(event));
}

export interface EventTableProps {
  events: readonly TimelineEvent[];
  wasRun: boolean;
  /** Takes an event apart. */
  onChoose(seq: number): void;
}

export function EventTable({ events, wasRun, onChoose }: EventTableProps) {
  const [all, setAll] = useState(false);
  const told = listed(events);
  if (told.length === 0)
    return (
      <p class="empty">
        {wasRun ? 'No event was recorded.' : 'Everything that the probe, the workshop and the handler’s process record is listed here.'}
      </p>
    );
  const rows = told.slice(0, all ? MOST_ROWS : FIRST_ROWS);
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
                <button type="button" data-key={`event-${event.seq}`} onClick={() => onChoose(event.seq)}>
                  {arrowOf(event)}
                  {visibleText(describeEvent(event).sentence.slice(0, CELL_LENGTH)) || '(empty)'}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {!all && rows.length < told.length && (
        <button type="button" class="ghost" onClick={() => setAll(true)}>
          {told.length > MOST_ROWS ? `Show ${MOST_ROWS} of ${told.length}` : `Show all ${told.length}`}
        </button>
      )}
    </>
  );
}

function arrowOf(event: TimelineEvent): string {
  const direction = directionOf(event);
  if (direction === undefined) return '';
  return direction === 'sent' ? '→ ' : '← ';
}
