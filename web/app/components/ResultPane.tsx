import { useEffect, useMemo, useState } from 'preact/hooks';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { type ClientSide, placeOf, senderOf } from '../../../sandbox/timeline/fields.ts';
import { callConnection } from '../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../visible-text.ts';
import { decidedBy, type ListedExpectation, listExpectations } from '../models/expectations.ts';
import { type Meaning, toldOf } from '../models/meaning.ts';
import { isUnderWay, lookedAt, type Shown } from '../models/running.ts';
import type { SharedAttempt } from '../report/attempt.ts';
import { EventDetails } from './EventDetails.tsx';
import { EventTable, listed } from './EventTable.tsx';
import { ExpectationList } from './ExpectationList.tsx';
import { ShareAttempt } from './ShareAttempt.tsx';
import { Tabs } from './Tabs.tsx';
import { TimelineTab } from './TimelineTab.tsx';
import { type Details, useDetails } from './use-details.ts';
import { Verdict, type VerdictProps } from './Verdict.tsx';

export interface ResultPaneProps {
  shown: Shown;
  onGoTo: VerdictProps['onGoTo'];
  /** Shows a line in the editor; the focus stays where it is. */
  onShowLine?(line: number): void;
  onAddFrame: VerdictProps['onAddFrame'];
  /** Where it is given, the diagnosis waits until it is asked for. */
  meaning?: Meaning;
  next?: VerdictProps['next'];
  /** What is shown, for somebody else. */
  share?: SharedAttempt;
  /** What the connection is called; the learner's own when not given. */
  title?: string;
}

const TABS = ['Timeline', 'Expectations', 'Output', 'Events'] as const;
type Tab = (typeof TABS)[number];

export function ResultPane({ shown, onGoTo, onShowLine, onAddFrame, meaning, next, share, title }: ResultPaneProps) {
  const [tab, setTab] = useState<Tab>('Timeline');
  const seen = lookedAt(shown);
  const details = useDetails(seen.run, tab, setTab);
  const [pointed, setPointed] = useState<{ run: number; evidence: readonly number[] }>();
  const { report, events } = seen;
  const expectations = useMemo(() => (report ? listExpectations(report) : []), [report]);
  const output = events.filter((event) => event.kind === 'output');
  const isDrawn = tab === 'Timeline' && events.length > 0;
  const wasRun = seen.stage !== 'none' && report?.verdict.kind !== 'did-not-compile';
  useLine(events, details, expectations, onShowLine);
  const choose = (seq: number) => {
    details.choose(seq);
    setTab('Timeline');
  };
  const look = ({ lookAt }: ListedExpectation) => {
    if (lookAt !== undefined) choose(lookAt);
  };
  return (
    <section class={`result${isUnderWay(shown) && shown.before ? ' of-before' : ''}`} aria-label="Result">
      <Verdict
        shown={shown}
        onGoTo={onGoTo}
        onAddFrame={onAddFrame}
        next={next}
        meaning={meaning}
        onPoint={(evidence) => setPointed({ run: seen.run, evidence })}
        onChoose={choose}
      />
      <div class="run-tabs">
        <Tabs
          label="The run"
          names={TABS}
          chosen={tab}
          onChoose={(name) => setTab(name)}
          word={(name) => (
            <>
              {name}
              <span class="count">{countOf(name, { expectations, output, events })}</span>
            </>
          )}
          panel={() => 'run-panel'}
        />
        {share && <ShareAttempt attempt={share} />}
      </div>
      {/* Where it scrolls, a keyboard has to get into it; of the timeline only the drawing scrolls. */}
      <div
        class={isDrawn ? 'panel of-timeline' : 'panel'}
        id="run-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        {...(isDrawn ? {} : { tabIndex: 0 })}
      >
        {tab === 'Timeline' && (
          <TimelineTab
            shown={seen}
            oldPattern={shown.before?.pattern}
            details={details}
            evidence={pointed?.run === seen.run ? pointed.evidence : []}
            told={report ? toldOf(report, meaning) : []}
            title={title}
          />
        )}
        {tab === 'Expectations' && <ExpectationList expectations={expectations} wasRun={wasRun} onChoose={look} onGoTo={onGoTo} />}
        {tab === 'Output' && <Output output={output} wasRun={wasRun} />}
        {tab === 'Events' && <EventTable events={events} wasRun={wasRun} onChoose={details.choose} />}
      </div>
      <ChosenEvent events={events} details={details} tab={tab} expectations={expectations} onGoTo={onGoTo} />
    </section>
  );
}

interface Counted {
  expectations: readonly ListedExpectation[];
  output: readonly TimelineEvent[];
  events: readonly TimelineEvent[];
}

function countOf(tab: Tab, { expectations, output, events }: Counted): string {
  if (tab === 'Output') return ` (${output.length})`;
  if (tab === 'Events') return ` (${listed(events).length})`;
  if (tab === 'Timeline' || expectations.length === 0) return '';
  return ` (${expectations.filter(({ state }) => state === 'met').length}/${expectations.length})`;
}

/** The line behind the event that is looked at is shown in the editor. */
function useLine(
  events: readonly TimelineEvent[],
  { chosen }: Details,
  expectations: readonly ListedExpectation[],
  onShowLine: ResultPaneProps['onShowLine'],
): void {
  useEffect(() => {
    const event = chosen && events.find(({ seq }) => seq === chosen.seq);
    const decided = event && expectations.find(({ lookAt, at: line }) => lookAt === event.seq && line);
    const at = event && (placeOf(event) ?? decided?.at ?? senderOf(event));
    if (at) onShowLine?.(at.line);
  }, [chosen?.asked, chosen?.seq]);
}

export interface ChosenEventProps {
  events: readonly TimelineEvent[];
  details: Details;
  /** The tab whose panel the details belong to. */
  tab: string;
  expectations?: readonly ListedExpectation[];
  /** Who was on the client side; the probe when not given. */
  client?: ClientSide;
  onGoTo?: VerdictProps['onGoTo'];
}

/** The event that was chosen, taken apart; the arrows lead to its neighbours in the list of all events. */
export function ChosenEvent({ events, details, tab, expectations = [], client, onGoTo }: ChosenEventProps) {
  const { chosen } = details;
  const event = chosen && events.find(({ seq }) => seq === chosen.seq);
  if (!event) return null;
  const step = (by: -1 | 1) => {
    const all = listed(events);
    const to = all[all.findIndex(({ seq }) => seq === event.seq) + by];
    if (to) details.step(to.seq);
  };
  return (
    <EventDetails
      key={chosen.asked}
      event={event}
      client={client}
      expectations={decidedBy(expectations, event.seq)}
      onGoTo={onGoTo}
      onStep={step}
      onClose={details.close}
      onLost={() => document.getElementById(`tab-${tab}`)?.focus()}
    />
  );
}

export function Output({ output, wasRun }: { output: Extract<TimelineEvent, { kind: 'output' }>[]; wasRun: boolean }) {
  if (output.length === 0)
    return (
      <p class="empty">
        {wasRun ? 'The handler has written nothing.' : 'What the handler writes is shown here.'} Log a line to see which path it takes.
      </p>
    );
  return (
    <pre class="output">
      {output.map(({ seq, stream, text, connection }) => (
        <span key={seq} class={stream} title={connection && callConnection(connection)}>
          {visibleText(text)}
        </span>
      ))}
    </pre>
  );
}
