/** The author's table of a step. */
import { useEffect, useState } from 'preact/hooks';
import { AuthorPage } from '../components/AuthorPage.tsx';
import { Footer } from '../components/Footer.tsx';
import { Header } from '../components/Header.tsx';
import { fastapi, wordFastapi } from '../models/fastapi.ts';
import { arrive, go } from '../models/route.ts';
import { nextTheme, theme } from '../models/theme.ts';
import { changes, fetchAuthorsRun, line, listen, returns, runtime, send } from '../models/workshop.ts';
import { Problem } from './notices.tsx';
import type { Shared } from './shared.ts';

export function Author({ catalog, id, onHelp }: Shared & { id: string }) {
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
