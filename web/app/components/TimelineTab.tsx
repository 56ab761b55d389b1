import { useEffect, useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import { describeFate } from '../../../sandbox/timeline/describe.ts';
import { callConnection } from '../../../sandbox/timeline/wording.ts';
import type { WorkingPattern } from '../../protocol.ts';
import type { Shown } from '../models/running.ts';
import { connectionsIn, FEW_ROWS, layOut, MOST_ROWS } from '../timeline/layout.ts';
import { ALL, partedConnection, partingOf } from '../timeline/parting.ts';
import { useReveal } from '../timeline/reveal.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { type Mark, Story } from './Story.tsx';
import type { Details } from './use-details.ts';

const NARROW = '(max-width: 560px)';

export interface TimelineTabProps {
  shown: Shown;
  /** Of the run before, until this run's own has come. */
  oldPattern?: WorkingPattern;
  details: Details;
  /** seq of the events that a diagnosis rests on, while that is pointed at. */
  evidence: readonly number[];
  /** The diagnoses that wait no more. */
  told: RunReport['diagnoses'];
  /** What the connection is called; the learner's own when not given. */
  title?: string;
  /** No working pattern is drawn beside it: there is none. */
  isAlone?: boolean;
  /** What is drawn as what was told, where that is not what the handler’s process did. */
  legend?: string;
}

export function TimelineTab({ shown, oldPattern, details, evidence, told, title, isAlone = false, legend }: TimelineTabProps) {
  const [chosen, setChosen] = useState<{ run: number; connection: string }>();
  const [asked, setWithPattern] = useState<boolean>();
  const { report, events, run } = shown;
  const pattern = shown.pattern ?? (shown.hasNoPattern ? undefined : oldPattern);
  const marked = useMemo(() => report && partedConnection(report), [report]);
  const choice = chosen && (chosen.run === run || !marked) ? chosen.connection : undefined;
  const drawn = choice ?? marked ?? 'A';
  useConnectionOf(details, events, (name) => setChosen({ run, connection: name }), drawn);
  const connections = connectionsIn(events, pattern?.timeline ?? []);
  const connection = connectionOf(evidence, events, drawn);
  const isNarrow = useMedia(NARROW);
  // One lane where there is no difference to see, or no room.
  const showPattern = !isAlone && (asked ?? (report?.verdict.kind !== 'working' && !isNarrow));
  const parting = useMemo(() => (isAlone ? undefined : report && partingOf(report)), [report, isAlone]);
  const blocks = useMemo(
    () =>
      layOut(events, pattern?.timeline, connection === ALL ? undefined : connection, parting, {
        output: 'folded',
        most: report ? MOST_ROWS : FEW_ROWS,
      }),
    [events, pattern, connection, parting],
  );
  const scroller = useReveal({ run, asked: details.chosen?.asked, pointed: evidence.join(' ') }, [blocks, showPattern]);
  if (events.length === 0) return <Empty shown={shown} />;
  const choose = (name: string) => setChosen({ run, connection: name });
  return (
    <>
      <div class="timeline-tools">
        <Connections names={connections} chosen={connection} onChoose={choose} />
        {!isAlone && (
          <button type="button" class="quiet pattern-toggle" aria-pressed={showPattern} onClick={() => setWithPattern(!showPattern)}>
            {showPattern ? 'Hide' : 'Show'} working pattern
          </button>
        )}
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard has to get into it */}
      <section class="drawing" ref={scroller} tabIndex={0} aria-label="Drawing">
        <Timeline
          blocks={blocks}
          showPattern={showPattern}
          patternIs={shown.pattern ? 'here' : shown.hasNoPattern ? 'absent' : pattern ? 'old' : 'awaited'}
          isNarrow={isNarrow}
          title={title}
          onSelect={({ event }) => event && details.choose(event.seq)}
          connections={connection === ALL ? connections : undefined}
          chosen={details.chosen?.seq}
          evidence={evidence}
        />
        {shown.stage === 'finished' && (
          // Replaced, not moved, where the drawing becomes higher or lower.
          <div key={`${run} ${shown.pattern !== undefined}`}>
            <NotReached report={report} />
            <Others events={events} connections={connections.filter((name) => connection !== ALL && name !== connection)} />
            {events.length > MOST_ROWS && (
              <p class="soft">
                The drawing shows the first {MOST_ROWS} rows of a lane{isAlone ? '.' : '; the tab Events has them all.'}
              </p>
            )}
            <Legend told={legend} />
          </div>
        )}
      </section>
      {report && (
        <Story events={events} marks={[{ seq: parting?.seq, words: 'Here the run parts from the pattern.' }, ...evidenceOf(told)]} />
      )}
    </>
  );
}

function evidenceOf(diagnoses: RunReport['diagnoses']): Mark[] {
  return diagnoses.flatMap(({ title, evidence }) => evidence.map((seq) => ({ seq, words: `Evidence of this: ${title}.` })));
}

/** The connection to draw: while evidence is pointed at that lies on another one, that. */
function connectionOf(evidence: readonly number[], events: readonly TimelineEvent[], drawn: string): string {
  const on = events.flatMap(({ seq, connection }) => (evidence.includes(seq) ? [connection ?? drawn] : []));
  return drawn === ALL || on.includes(drawn) ? drawn : (on[0] ?? drawn);
}

/** An event on a connection that is not drawn opens that connection. */
function useConnectionOf({ chosen }: Details, events: readonly TimelineEvent[], open: (connection: string) => void, drawn: string): void {
  useLayoutEffect(() => {
    const connection = chosen && events.find(({ seq }) => seq === chosen.seq)?.connection;
    if (connection !== undefined && drawn !== ALL && connection !== drawn) open(connection);
  }, [chosen?.seq, chosen?.asked]);
}

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const onChange = () => setMatches(media.matches);
    media.addEventListener('change', onChange);
    return () => media.removeEventListener('change', onChange);
  }, [query]);
  return matches;
}

export function Connections({ names, chosen, onChoose }: { names: string[]; chosen: string; onChoose(name: string): void }) {
  return (
    <label class="connections">
      <span>Connection</span>{' '}
      <select value={chosen} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        {names.toSorted().map((name) => (
          <option key={name} value={name}>
            {labelOf(name)}
          </option>
        ))}
        <option value={ALL}>all in one lane</option>
      </select>
    </label>
  );
}

export function Legend({ told = 'reported by the handler’s process' }: { told?: string }) {
  return (
    <ul class="legend" aria-label="How to read the drawing">
      <li class="data">data frame</li>
      <li class="control">ping, pong or close frame</li>
      <li class="handshake">opening handshake</li>
      <li class="told">{told}</li>
    </ul>
  );
}

function labelOf(name: string): string {
  const role = callConnection(name);
  return ` ${role}`.endsWith(` ${name}`) ? role : `${name}: ${role}`;
}

function Empty({ shown: { stage, report } }: { shown: Shown }) {
  if (stage === 'running' || stage === 'waiting') return <p class="empty">The first events are on their way.</p>;
  if (report) return <p class="empty">Nothing was run, so there is no connection to draw. The verdict above says what stops it.</p>;
  if (stage === 'failed') return <p class="empty">Nothing was recorded. The sentence above says why.</p>;
  return (
    <div class="empty">
      <p>The connection that your handler makes is drawn here.</p>
      <p>
        Time runs down the page. The left line of each pair is the probe, the right line is the handler, and each arrow is a frame on the
        wire. Where your connection parts from the working pattern, the place is marked.
      </p>
    </div>
  );
}

/** One line for each connection that is not drawn: how it fared. */
function Others({ events, connections }: { events: readonly TimelineEvent[]; connections: string[] }) {
  if (connections.length === 0) return null;
  return (
    <ul class="others">
      {connections.map((name) => (
        <li key={name}>
          {callConnection(name)}: {describeFate(events.filter((event) => event.connection === name))}
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
