import { useState } from 'preact/hooks';
import type { TimelineEvent } from '../../../sandbox/index.ts';
import { callConnection } from '../../../sandbox/timeline/wording.ts';
import { visibleText } from '../../visible-text.ts';
import type { Shown } from '../models/running.ts';
import { EventTable } from './EventTable.tsx';
import { Tabs } from './Tabs.tsx';
import { TimelineTab } from './TimelineTab.tsx';
import { Verdict, type VerdictProps } from './Verdict.tsx';

export interface ResultPaneProps {
  shown: Shown;
  onGoTo: VerdictProps['onGoTo'];
  onAddFrame: VerdictProps['onAddFrame'];
  next?: VerdictProps['next'];
}

const TABS = ['Timeline', 'Output', 'Events'] as const;
type Tab = (typeof TABS)[number];

export function ResultPane({ shown, onGoTo, onAddFrame, next }: ResultPaneProps) {
  const [tab, setTab] = useState<Tab>('Timeline');
  const output = shown.events.filter((event) => event.kind === 'output');
  const counts: Record<Tab, string> = { Timeline: '', Output: ` (${output.length})`, Events: ` (${shown.events.length})` };
  return (
    <section class="result" aria-label="Result">
      <Verdict shown={shown} onGoTo={onGoTo} onAddFrame={onAddFrame} next={next} />
      <Tabs
        label="The run"
        names={TABS}
        chosen={tab}
        onChoose={(name) => setTab(name)}
        word={(name) => name + counts[name]}
        panel={() => 'run-panel'}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard has to get into it */}
      <div class="panel" id="run-panel" role="tabpanel" aria-labelledby={`tab-${tab}`} tabIndex={0}>
        {tab === 'Timeline' && <TimelineTab shown={shown} />}
        {tab === 'Output' && <Output output={output} />}
        {tab === 'Events' && <EventTable events={shown.events} />}
      </div>
    </section>
  );
}

function Output({ output }: { output: Extract<TimelineEvent, { kind: 'output' }>[] }) {
  if (output.length === 0) return <p class="empty">The handler has written nothing. Put a light on its path: console.log is shown here.</p>;
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
