import { useState } from 'preact/hooks';
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { describeEvent, describeFate } from '../../../sandbox/timeline/describe.ts';
import { callConnection, describeMs, isWellKnown } from '../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../visible-text.ts';
import type { Shown } from '../models/running.ts';
import { connectionsIn, layOut, MOST_ROWS, type Parting, type Row } from '../timeline/layout.ts';
import { Timeline } from '../timeline/Timeline.tsx';

const ALL = 'all';

export function TimelineTab({ shown }: { shown: Shown }) {
  const [chosen, setChosen] = useState<string>();
  const [withPattern, setWithPattern] = useState(() => !matchMedia('(max-width: 560px)').matches);
  const [selected, setSelected] = useState<Row>();
  if (shown.events.length === 0) return <Empty stage={shown.stage} />;
  const pattern = shown.pattern?.timeline;
  const connections = connectionsIn(shown.events, pattern ?? []);
  const connection = chosen ?? parted(shown.report, shown.events) ?? 'A';
  const blocks = layOut(shown.events, pattern, connection === ALL ? undefined : connection, shown.report && partingOf(shown.report));
  return (
    <>
      <div class="timeline-tools">
        <fieldset class="segments small">
          <legend class="hidden">Connection</legend>
          {[...connections.toSorted(), ALL].map((name) => (
            <button
              type="button"
              key={name}
              aria-pressed={name === connection}
              onClick={() => setChosen(name)}
              title={name === ALL ? 'all connections' : callConnection(name)}
            >
              {labelOf(name)}
            </button>
          ))}
        </fieldset>
        {pattern && (
          <button type="button" class="quiet pattern-toggle" aria-pressed={withPattern} onClick={() => setWithPattern(!withPattern)}>
            {withPattern ? 'Hide' : 'Show'} working pattern
          </button>
        )}
      </div>
      <Timeline blocks={blocks} showPattern={withPattern && pattern !== undefined} onSelect={setSelected} />
      {selected?.event && <Detail event={selected.event} onClose={() => setSelected(undefined)} />}
      <NotReached report={shown.report} />
      {shown.stage === 'finished' && (
        <Others events={shown.events} connections={connections.filter((name) => name !== connection)} onChoose={setChosen} />
      )}
      {shown.events.length > MOST_ROWS * 3 && (
        <p class="soft">The drawing shows the first {MOST_ROWS} rows of a lane; the tab Events has them all.</p>
      )}
    </>
  );
}

function labelOf(name: string): string {
  return name === ALL || !isWellKnown(name) ? name : `${name} · ${callConnection(name)}`;
}

function Empty({ stage }: { stage: Shown['stage'] }) {
  if (stage === 'running' || stage === 'waiting') return <p class="empty">The first events are on their way.</p>;
  return (
    <div class="empty">
      <p>
        <b>Press Run</b> to see the connection that this handler makes.
      </p>
      <p>
        Time runs down the page. The left line of each pair is the probe, the right line is the handler, and each arrow is a frame on the
        wire. Where your connection parts from the working pattern, the place is marked.
      </p>
    </div>
  );
}

function Detail({ event, onClose }: { event: TimelineEvent; onClose(): void }) {
  return (
    <aside class="detail">
      <button type="button" class="quiet" onClick={onClose} aria-label="Close the detail">
        ×
      </button>
      <b>
        at {describeMs(event.atMs)}, {event.source}
      </b>
      <pre>{visibleText(describeEvent(event).sentence.slice(0, 4_000))}</pre>
    </aside>
  );
}

/** One line for each connection that is not drawn: how it fared. */
function Others({
  events,
  connections,
  onChoose,
}: {
  events: readonly TimelineEvent[];
  connections: string[];
  onChoose(name: string): void;
}) {
  if (connections.length === 0) return null;
  return (
    <ul class="others">
      {connections.map((name) => (
        <li key={name}>
          <button type="button" class="link" onClick={() => onChoose(name)}>
            {callConnection(name)}
          </button>
          : {describeFate(events.filter((event) => event.connection === name))}
        </li>
      ))}
    </ul>
  );
}

function NotReached({ report }: { report?: RunReport }) {
  const count = report?.outcomes.filter(({ state }) => state === 'not-reached').length ?? 0;
  if (!report || count === 0 || report.verdict.kind === 'did-not-compile') return null;
  return <p class="soft not-reached">not reached: {count === 1 ? 'one expectation' : `${count} expectations`}</p>;
}

/** The connection on which the run parted; all of them where the order between them is the point. */
function parted(report: RunReport | undefined, events: readonly TimelineEvent[]): string | undefined {
  if (!report || (report.verdict.kind !== 'broken' && report.verdict.kind !== 'crashed')) return undefined;
  if (report.verdict.kind === 'broken' && report.verdict.observedKind === 'too-late') return ALL;
  const { entry } = report.verdict;
  return events.find((event) => event.kind === 'entry-began' && event.entry === entry)?.connection;
}

function partingOf({ verdict }: RunReport): Parting | undefined {
  if (verdict.kind === 'broken')
    return {
      seq: verdict.divergence,
      entry: verdict.entry,
      label: verdict.observedKind === 'silence' ? 'nothing came' : verdict.summary.slice(0, 34),
    };
  if (verdict.kind === 'crashed') return { seq: verdict.divergence, entry: verdict.entry, label: 'the process ended' };
  return undefined;
}
