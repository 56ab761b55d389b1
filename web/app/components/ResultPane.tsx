import { useState } from 'preact/hooks';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { callConnection } from '../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../visible-text.ts';
import { isUnderWay, lookedAt, type Shown } from '../models/running.ts';
import type { SharedAttempt } from '../report/attempt.ts';
import { EventTable, listed } from './EventTable.tsx';
import { ShareAttempt } from './ShareAttempt.tsx';
import { Tabs } from './Tabs.tsx';
import { TimelineTab } from './TimelineTab.tsx';
import { Verdict, type VerdictProps } from './Verdict.tsx';

export interface ResultPaneProps {
  shown: Shown;
  onGoTo: VerdictProps['onGoTo'];
  onAddFrame: VerdictProps['onAddFrame'];
  next?: VerdictProps['next'];
  /** What is shown, for somebody else. */
  share?: SharedAttempt;
}

const TABS = ['Timeline', 'Output', 'Events'] as const;
type Tab = (typeof TABS)[number];
const PANELS: Record<Tab, string> = { Timeline: 'panel of-timeline', Output: 'panel', Events: 'panel' };

export function ResultPane({ shown, onGoTo, onAddFrame, next, share }: ResultPaneProps) {
  const [tab, setTab] = useState<Tab>('Timeline');
  const seen = lookedAt(shown);
  const output = seen.events.filter((event) => event.kind === 'output');
  const counts: Record<Tab, string> = { Timeline: '', Output: ` (${output.length})`, Events: ` (${listed(seen.events).length})` };
  return (
    <section class={`result${isUnderWay(shown) && shown.before ? ' of-before' : ''}`} aria-label="Result">
      <Verdict shown={shown} onGoTo={onGoTo} onAddFrame={onAddFrame} next={next} />
      <div class="run-tabs">
        <Tabs
          label="The run"
          names={TABS}
          chosen={tab}
          onChoose={(name) => setTab(name)}
          word={(name) => name + counts[name]}
          panel={() => 'run-panel'}
        />
        {share && <ShareAttempt attempt={share} />}
      </div>
      {/* Where it scrolls, a keyboard has to get into it; of the timeline only the drawing scrolls. */}
      <div
        class={PANELS[tab]}
        id="run-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        {...(tab === 'Timeline' ? {} : { tabIndex: 0 })}
      >
        {tab === 'Timeline' && <TimelineTab shown={seen} oldPattern={shown.before?.pattern} />}
        {tab === 'Output' && <Output output={output} wasRun={seen.stage !== 'none'} />}
        {tab === 'Events' && <EventTable events={seen.events} wasRun={seen.stage !== 'none'} />}
      </div>
    </section>
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
