import { useMemo, useState } from 'preact/hooks';
import { FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { ReadingSession } from '../models/reading-session.ts';
import { go, stepAddress } from '../models/route.ts';
import { connectionsIn, layOut } from '../timeline/layout.ts';
import { ALL } from '../timeline/parting.ts';
import { useReveal } from '../timeline/reveal.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { AuthoredHtml } from './AuthoredHtml.tsx';
import { EventTable } from './EventTable.tsx';
import { inPage } from './Header.tsx';
import { ChosenEvent, Output } from './ResultPane.tsx';
import { Story } from './Story.tsx';
import { Tabs } from './Tabs.tsx';
import { Connections, Legend, useMedia } from './TimelineTab.tsx';
import { type Details, useDetails } from './use-details.ts';

const TABS = ['Timeline', 'Output', 'Events'] as const;

export function ReadingPage({ session }: { session: ReadingSession }) {
  const { reading } = session;
  return (
    <main class="reading" id="main" tabIndex={-1}>
      <article class="prose reading-text">
        <h1 class="title">{reading.title}</h1>
        <p class="objective">{reading.objective}</p>
        <AuthoredHtml html={reading.proseHtml} />
        {reading.questions.map(({ ask }, question) => (
          <Question key={ask} session={session} question={question} />
        ))}
        {session.isRead && <Solved session={session} />}
      </article>
      <Recorded session={session} />
    </main>
  );
}

function Question({ session, question }: { session: ReadingSession; question: number }) {
  const asked = session.reading.questions[question];
  const chosen = session.chosen.value[question] ?? [];
  const isAnswered = session.isAnswered(question);
  const last = chosen.at(-1);
  const option = last === undefined ? undefined : asked?.options[last];
  return (
    <fieldset class="question">
      <legend>{asked?.ask}</legend>
      {asked?.options.map(({ say, right }, index) => (
        <label key={say} class={chosen.includes(index) ? (right ? 'option right' : 'option wrong') : 'option'}>
          <input
            type="radio"
            name={`question-${question}`}
            checked={index === last}
            onChange={() => session.choose(question, index)}
            disabled={isAnswered && !chosen.includes(index)}
          />
          <span>{say}</span>
        </label>
      ))}
      <p class={`because${option?.right ? ' right' : ''}`} role="status">
        {option && `${option.right ? 'Yes.' : 'No.'} ${option.because}`}
        {option && (
          <>
            {' '}
            <button type="button" class="link" onClick={() => session.choose(question, last ?? 0)}>
              Show where
            </button>
          </>
        )}
      </p>
    </fieldset>
  );
}

function Solved({ session }: { session: ReadingSession }) {
  const { dialect, subject, repairedBy } = session.reading;
  return (
    <section class="read" aria-label="The handler">
      <p>You have read it. This is the handler that was recorded, in {FACES[dialect].title}:</p>
      <pre class="solution">
        <code>{subject}</code>
      </pre>
      <p>
        {repairedBy && (
          <a class="button" href={stepAddress(repairedBy.id)} onClick={inPage(() => go(stepAddress(repairedBy.id)))}>
            Repair such a one: {repairedBy.title}
          </a>
        )}{' '}
        <button type="button" class="ghost" onClick={() => session.again()}>
          Read it again
        </button>
      </p>
    </section>
  );
}

function Recorded({ session }: { session: ReadingSession }) {
  const [tab, setTab] = useState<(typeof TABS)[number]>('Timeline');
  const details = useDetails(0, tab, setTab);
  const { timeline, on } = session.reading;
  const output = timeline.filter((event) => event.kind === 'output');
  return (
    <section class="result" aria-label="The recording">
      <p class="recorded-on">Recorded on {on}.</p>
      <Tabs
        label="The recording"
        names={TABS}
        chosen={tab}
        onChoose={(name) => setTab(name)}
        word={(name) => name}
        panel={() => 'recording-panel'}
      />
      <div
        class={tab === 'Timeline' ? 'panel of-timeline' : 'panel'}
        id="recording-panel"
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        {...(tab === 'Timeline' ? {} : { tabIndex: 0 })}
      >
        {tab === 'Timeline' && <Drawing session={session} details={details} />}
        {tab === 'Output' && <Output output={output} wasRun />}
        {tab === 'Events' && <EventTable events={timeline} wasRun onChoose={details.choose} />}
      </div>
      <ChosenEvent events={timeline} details={details} tab={tab} />
    </section>
  );
}

function Drawing({ session, details }: { session: ReadingSession; details: Details }) {
  const { timeline } = session.reading;
  const [chosen, setChosen] = useState(ALL);
  const names = connectionsIn(timeline);
  const seq = session.pointedAt.value;
  const connection = chosen === ALL ? undefined : chosen;
  const blocks = useMemo(
    () => layOut(timeline, undefined, connection, seq === undefined ? undefined : { seq, label: 'look here' }, { output: 'each' }),
    [timeline, connection, seq],
  );
  const scroller = useReveal({ run: seq ?? -1, asked: details.chosen?.asked }, [blocks]);
  return (
    <>
      <div class="timeline-tools">
        <Connections names={names} chosen={chosen} onChoose={setChosen} />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so a keyboard has to get into it */}
      <section class="drawing" ref={scroller} tabIndex={0} aria-label="Drawing">
        <Timeline
          blocks={blocks}
          showPattern={false}
          patternIs="absent"
          isNarrow={useMedia('(max-width: 560px)')}
          onSelect={({ event }) => event && details.choose(event.seq)}
          title="recorded"
          mark="look here"
          connections={chosen === ALL && names.length > 1 ? names : undefined}
          chosen={details.chosen?.seq}
        />
        <Legend told="output of the server" />
      </section>
      <Story events={timeline} marks={[{ seq, words: 'Look here.' }]} />
    </>
  );
}
