/** A timeline to read. */
import { useEffect, useState } from 'preact/hooks';
import { Footer } from '../components/Footer.tsx';
import { Header } from '../components/Header.tsx';
import { ReadingPage } from '../components/ReadingPage.tsx';
import { ReadingSession } from '../models/reading-session.ts';
import { arrive, go } from '../models/route.ts';
import { nextTheme, theme } from '../models/theme.ts';
import { keeper } from '../models/work.ts';
import { changes, fetchReading, line, returns, runtime, Unreachable } from '../models/workshop.ts';
import { Waiting } from './notices.tsx';
import type { Shared } from './shared.ts';

export function Read({ catalog, id, onHelp, onProblem }: Shared & { id: string }) {
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
