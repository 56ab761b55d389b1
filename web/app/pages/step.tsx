/** A step in one of its dialects. */
import { useEffect, useState } from 'preact/hooks';
import { DIALECTS, type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import { FastapiNotice } from '../components/FastapiNotice.tsx';
import { Footer } from '../components/Footer.tsx';
import { DialectSwitch, Header, StepDots } from '../components/Header.tsx';
import { StepPage } from '../components/StepPage.tsx';
import { DialectChoice } from '../models/dialect-choice.ts';
import { fastapi, stateOfFastapi, wordFastapi } from '../models/fastapi.ts';
import { arrive, go, stepAddress } from '../models/route.ts';
import { accessTo, atWork, me } from '../models/seat.ts';
import { StepSession } from '../models/step-session.ts';
import { nextTheme, theme } from '../models/theme.ts';
import { keeper, solvedIn, tab } from '../models/work.ts';
import {
  changes,
  fetchAttempt,
  fetchAttempts,
  fetchDraft,
  fetchStep,
  line,
  listen,
  returns,
  runtime,
  safety,
  send,
  Unreachable,
} from '../models/workshop.ts';
import { askFor } from './examine.tsx';
import { NotOpenYet, Waiting } from './notices.tsx';
import { SetAsideDrafts } from './room/lazy.tsx';
import { type Shared, toSafety } from './shared.ts';

const choice = new DialectChoice(keeper);

export function Step({ catalog, id, asked, onHelp, onProblem }: Shared & { id: string; asked?: Dialect }) {
  const found = catalog.lessons.find(({ steps }) => steps.some((step) => step.id === id));
  const [lesson, setLesson] = useState(found);
  // A step that its author has broken just now is not in the list for a while.
  if (found && found !== lesson) setLesson(found);
  const [session, setSession] = useState<StepSession>();
  const [waiting, setWaiting] = useState<string>();
  const wanted = choice.open(asked, { fastapi: fastapi.value, line: line.value });
  const offered = lesson?.steps.find((step) => step.id === id)?.dialects;
  const dialect = wanted && offered && !offered.includes(wanted) ? offered[0] : wanted;
  const access = accessTo(id);
  useEffect(() => {
    if (dialect === undefined || access !== 'open') return undefined;
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
  }, [id, dialect, access, returns.value, changes.value]);
  // The board shows where everybody is.
  useEffect(() => {
    if (me.value?.seat && session && access === 'open' && line.value === 'open') send({ type: 'at', step: id, dialect: session.dialect });
  }, [session, access, line.value]);
  useEffect(() => {
    if (!session) return undefined;
    document.title = `${session.step.title} · Socket Clinic`;
    arrive();
    atWork.value = session;
    return () => {
      if (atWork.peek() === session) atWork.value = undefined;
      session.leave();
    };
  }, [session]);
  if (!session && access === 'closed') return <NotOpenYet {...{ onHelp, title: found?.steps.find((step) => step.id === id)?.title }} />;
  if (!session && waiting) return <Waiting {...{ onHelp, sentence: waiting }} />;
  if (!session || !lesson) return null;
  const steps = catalog.lessons.flatMap((each) => each.steps);
  const next = steps.slice(steps.findIndex((step) => step.id === id) + 1).find((step) => accessTo(step.id) !== 'closed');
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
      {isPython && (
        <FastapiNotice key={id} state={fastapi.value} onAgain={me.value?.seat ? undefined : () => send({ type: 'prepare-fastapi' })} />
      )}
      <StepPage
        key={session.dialect}
        session={session}
        isHosted={safety.value?.mode === 'hosted'}
        onExamine={askFor}
        aside={me.value?.seat && <SetAsideDrafts session={session} />}
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
