/** The browser app: which page is shown, and what it is made of. */
import '@fontsource/ibm-plex-sans/latin-400.css';
import '@fontsource/ibm-plex-sans/latin-600.css';
import '@fontsource/ibm-plex-mono/latin-400.css';
import '@fontsource/ibm-plex-mono/latin-600.css';
import './styles/app.css';
import './styles/author.css';
import './styles/details.css';
import './styles/opening.css';
import './styles/reading.css';
import './styles/step.css';
import './styles/talk.css';
import './styles/timeline.css';
import { signal } from '@preact/signals';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { DIALECTS, type Dialect, FACES } from '../../sandbox/runtimes/dialect.ts';
import type { CatalogView } from '../protocol.ts';
import { visibleText } from '../visible-text.ts';
import { AuthorPage } from './components/AuthorPage.tsx';
import { HelpDialog } from './components/Dialog.tsx';
import { FastapiNotice } from './components/FastapiNotice.tsx';
import { Footer } from './components/Footer.tsx';
import { DialectSwitch, Header, StepDots } from './components/Header.tsx';
import { LessonList } from './components/LessonList.tsx';
import { ReadingPage } from './components/ReadingPage.tsx';
import { Safety, UnsafeBanner } from './components/Safety.tsx';
import { StepPage } from './components/StepPage.tsx';
import { DialectChoice } from './models/dialect-choice.ts';
import { fastapi, stateOfFastapi, wordFastapi } from './models/fastapi.ts';
import { ReadingSession } from './models/reading-session.ts';
import { arrive, followHistory, go, route, stepAddress } from './models/route.ts';
import { StepSession } from './models/step-session.ts';
import { createKeeper, readKey, solvedKey, webStorage } from './models/storage.ts';
import { followTheme, nextTheme, theme } from './models/theme.ts';
import {
  changes,
  connect,
  fetchAttempt,
  fetchAttempts,
  fetchAuthorsRun,
  fetchCatalog,
  fetchDraft,
  fetchReading,
  fetchStep,
  fetchWork,
  line,
  listen,
  returns,
  runtime,
  safety,
  send,
  Unreachable,
} from './models/workshop.ts';

const keeper = createKeeper(webStorage('browser'));
const tab = createKeeper(webStorage('tab'));
/** Goes up when the workshop has told what was solved elsewhere. */
const learnt = signal(0);
const choice = new DialectChoice(keeper);

function App() {
  const [catalog, setCatalog] = useState<CatalogView>();
  const [problem, setProblem] = useState<string>();
  const [help, setHelp] = useState(false);
  useEffect(() => {
    fetchCatalog().then(
      (fetched) => {
        setCatalog(fetched);
        setProblem(undefined);
      },
      // What is shown already stays.
      (failure: Error) => !catalog && setProblem(failure.message),
    );
    void learnWork();
  }, [returns.value, changes.value]);
  if (problem) return <Problem sentence={problem} />;
  if (!catalog) return null;
  learnt.value;
  const page = route.value;
  const shared = { catalog, onHelp: () => setHelp(true), onProblem: setProblem };
  return (
    <>
      <a class="skip" href="#main">
        To the content
      </a>
      {safety.value?.unsafe && <UnsafeBanner />}
      {catalog.problems.length > 0 && <LessonProblems sentences={catalog.problems} />}
      {page.page === 'lessons' && <Lessons {...shared} />}
      {page.page === 'safety' && <SafetyPage {...shared} />}
      {page.page === 'reading' && <Read key={page.id} {...shared} id={page.id} />}
      {page.page === 'author' && <Author key={page.id} {...shared} id={page.id} />}
      {page.page === 'step' && <Step key={page.id} {...shared} id={page.id} asked={page.dialect} />}
      {help && <HelpDialog onClose={() => setHelp(false)} />}
    </>
  );
}

interface Shared {
  catalog: CatalogView;
  onHelp(): void;
  onProblem(sentence: string): void;
}

function Lessons({ catalog, onHelp }: Shared) {
  useEffect(() => {
    document.title = 'Socket Clinic';
    arrive();
  }, []);
  return (
    <div class="page">
      <Header crumbs={[]} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <LessonList
        catalog={catalog}
        solvedIn={solvedIn}
        isRead={(id) => keeper.read(readKey(id)) !== undefined}
        onGo={(id, dialect) => go(stepAddress(id, dialect))}
        onTable={(id) => go(`/author/${encodeURIComponent(id)}`)}
      />
      <Footer
        line={line.value}
        runtimes={[runtime.value, wordFastapi(fastapi.value)]}
        safety={safety.value?.node.sentence}
        onSafety={toSafety}
      />
    </div>
  );
}

function SafetyPage({ onHelp }: Shared) {
  useEffect(() => {
    document.title = 'What holds · Socket Clinic';
    arrive();
  }, []);
  return (
    <div class="page">
      <Header crumbs={['What holds']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <Safety view={safety.value} fastapi={wordFastapi(fastapi.value)} />
      <Footer line={line.value} runtimes={[runtime.value, wordFastapi(fastapi.value)]} />
    </div>
  );
}

function Read({ catalog, id, onHelp, onProblem }: Shared & { id: string }) {
  const lesson = catalog.lessons.find(({ readings }) => readings.some((reading) => reading.id === id));
  const [session, setSession] = useState<ReadingSession>();
  const [waiting, setWaiting] = useState<string>();
  useEffect(() => {
    fetchReading(id).then(
      (reading) => {
        setSession(new ReadingSession(reading, keeper));
        setWaiting(undefined);
      },
      (failure: Error) => {
        if (failure instanceof Unreachable) setWaiting(failure.message);
        else if (session === undefined) onProblem(failure.message);
      },
    );
  }, [id, returns.value, changes.value]);
  useEffect(() => {
    if (!session) return;
    document.title = `${session.reading.title} · Socket Clinic`;
    arrive();
  }, [session]);
  if (!session && waiting) return <Waiting {...{ onHelp, sentence: waiting }} />;
  if (!session) return null;
  return (
    <div class="page page-step">
      <Header
        crumbs={lesson ? [lesson.title, session.reading.title] : [session.reading.title]}
        theme={theme.value}
        onTheme={nextTheme}
        onHome={() => go('/')}
        onHelp={onHelp}
      />
      <ReadingPage session={session} />
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

function Author({ catalog, id, onHelp }: Shared & { id: string }) {
  const found = catalog.lessons.flatMap(({ steps }) => steps).find((step) => step.id === id);
  const [step, setStep] = useState(found);
  if (found && found.title !== step?.title) setStep(found);
  useEffect(() => {
    document.title = `${step?.title ?? 'No such step'}: every handler · Socket Clinic`;
    arrive();
  }, [step]);
  if (!step || !catalog.author) return <Problem sentence={catalog.author ? NO_STEP : NO_AUTHOR} />;
  return (
    <div class="page">
      <Header crumbs={[step.title, 'Every handler']} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <AuthorPage step={step} change={changes.value + returns.value} send={send} listen={listen} fetchRun={fetchAuthorsRun} />
      <Footer line={line.value} runtimes={[runtime.value, wordFastapi(fastapi.value)]} />
    </div>
  );
}

const NO_STEP = 'There is no such step, or its files have a problem. Choose one from the list of lessons.';
const NO_AUTHOR = 'The table of a step is there where lessons are written: start with the command dev.';

function toSafety(): void {
  go('/safety');
}

function Step({ catalog, id, asked, onHelp, onProblem }: Shared & { id: string; asked?: Dialect }) {
  const found = catalog.lessons.find(({ steps }) => steps.some((step) => step.id === id));
  const [lesson, setLesson] = useState(found);
  // A step that its author has broken just now is not in the list for a while.
  if (found && found !== lesson) setLesson(found);
  const [session, setSession] = useState<StepSession>();
  const [waiting, setWaiting] = useState<string>();
  const wanted = choice.open(asked, { fastapi: fastapi.value, line: line.value });
  const offered = lesson?.steps.find((step) => step.id === id)?.dialects;
  const dialect = wanted && offered && !offered.includes(wanted) ? offered[0] : wanted;
  useEffect(() => {
    if (dialect === undefined) return undefined;
    let gone = false;
    const open = async () => {
      const isOpen = session?.dialect === dialect;
      const asked = [fetchStep(id), fetchDraft(id, dialect), fetchAttempts(id, dialect)] as const;
      const [step, draft, { attempts }] = await Promise.all(asked);
      if (gone) return;
      const opened = isOpen ? session : new StepSession(step, dialect, { keeper, tab, send, listen, fetchAttempt });
      opened.meetStep(step);
      opened.draft.meet(draft);
      opened.history.meet(attempts);
      setSession(opened);
      setWaiting(undefined);
    };
    open().catch((failure: Error) => {
      if (gone) return;
      if (failure instanceof Unreachable) setWaiting(failure.message);
      // Its author has broken it just now: what is shown stays, and the notice says what is wrong.
      else if (session === undefined) onProblem(failure.message);
    });
    return () => {
      gone = true;
    };
  }, [id, dialect, returns.value, changes.value]);
  useEffect(() => {
    if (!session) return undefined;
    document.title = `${session.step.title} · Socket Clinic`;
    arrive();
    return () => session.leave();
  }, [session]);
  if (!session && waiting) return <Waiting {...{ onHelp, sentence: waiting }} />;
  if (!session || !lesson) return null;
  const steps = catalog.lessons.flatMap((each) => each.steps);
  const next = steps[steps.findIndex((step) => step.id === id) + 1];
  const choose = (chosen: Dialect) => {
    choice.choose(chosen);
    go(stepAddress(id, chosen));
  };
  const isPython = FACES[session.dialect].runtime === 'python';
  const dots = lesson.steps.map((step) => ({
    id: step.id,
    title: step.title,
    solved: solvedIn(step.id).length > 0 || (step.id === id && session.solved.value),
    current: step.id === id,
  }));
  return (
    <div class="page page-step">
      <Header crumbs={[lesson.title, session.step.title]} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp}>
        <StepDots dots={dots} onGo={(other) => go(stepAddress(other))} />
        <DialectSwitch
          chosen={session.dialect}
          available={DIALECTS.filter((known) => session.step.exercises[known])}
          states={{ fastapi: stateOfFastapi(fastapi.value) }}
          onChoose={choose}
        />
      </Header>
      {isPython && <FastapiNotice key={id} state={fastapi.value} onAgain={() => send({ type: 'prepare-fastapi' })} />}
      <StepPage
        key={session.dialect}
        session={session}
        isHosted={safety.value?.mode === 'hosted'}
        next={next && { title: next.title, go: () => go(stepAddress(next.id)) }}
      />
      <Footer
        line={line.value}
        runtimes={[isPython ? wordFastapi(fastapi.value) : runtime.value]}
        safety={isPython ? safety.value?.python?.sentence : safety.value?.node.sentence}
        onSafety={toSafety}
        saved={session.draft.saved.value}
        runs={session.running.count.value}
        tookMs={session.running.shown.value.tookMs}
      />
    </div>
  );
}

/** The workshop is down: the page goes on by itself when it is back. */
function Waiting({ sentence, onHelp }: { sentence: string; onHelp(): void }) {
  return (
    <div class="page">
      <Header crumbs={[]} theme={theme.value} onTheme={nextTheme} onHome={() => go('/')} onHelp={onHelp} />
      <main class="problem" id="main" tabIndex={-1}>
        <h1>Waiting for the workshop</h1>
        <p>{sentence}</p>
        <p>Start it again; this page goes on by itself.</p>
      </main>
      <Footer line={line.value} runtimes={[runtime.value]} />
    </div>
  );
}

/** What could not be read is not among the lessons; its author reads why. */
function LessonProblems({ sentences }: { sentences: readonly string[] }) {
  return (
    <details class="lesson-problems" open>
      <summary>
        {sentences.length === 1 ? 'One thing' : `${sentences.length} things`} in the lessons’ folders cannot be used as it is
      </summary>
      <ul>
        {sentences.map((sentence) => (
          <li key={sentence}>{visibleText(sentence)}</li>
        ))}
      </ul>
    </details>
  );
}

function Problem({ sentence }: { sentence: string }) {
  return (
    <main class="problem" id="main" tabIndex={-1}>
      <h1>This page cannot be shown</h1>
      <p>{sentence}</p>
      <p>
        <a href="/">To the list of lessons</a>
      </p>
    </main>
  );
}

/** What was solved at another port, or in another browser, is solved here. */
async function learnWork(): Promise<void> {
  const { solved } = await fetchWork().catch(() => ({ solved: [] }));
  for (const { step, dialect } of solved) if (!keeper.read(solvedKey(step, dialect))) keeper.write(solvedKey(step, dialect), 'elsewhere');
  if (solved.length > 0) learnt.value += 1;
}

function solvedIn(step: string): Dialect[] {
  return DIALECTS.filter((dialect) => keeper.read(solvedKey(step, dialect)) !== undefined);
}

followTheme(keeper);
followHistory();
connect();
const root = document.getElementById('app');
if (root) render(<App />, root);
