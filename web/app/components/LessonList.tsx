import { DIALECTS, type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { CatalogView } from '../../protocol.ts';
import { go, readingAddress } from '../models/route.ts';
import { DyingConnection } from './DyingConnection.tsx';
import { inPage } from './Header.tsx';

export interface LessonListProps {
  catalog: CatalogView;
  /** The dialects in which a step is solved. */
  solvedIn(step: string): Dialect[];
  /** In a room not every step is open at once. */
  isOpen(step: string): boolean;
  /** Whether a timeline has been read. */
  isRead(reading: string): boolean;
  onGo(step: string, dialect?: Dialect): void;
  /** To the author's table of a step. */
  onTable(step: string): void;
  /** To the examination of a backend; not given where there is none. */
  onExamine?: () => void;
}

/** What a newcomer has to know to choose one. */
const DIALECT_WORDS: Record<Dialect, string> = {
  fastapi: 'Python: real FastAPI on real uvicorn, as in the backend that this workshop is about. It needs a Python from 3.10 on.',
  async: 'TypeScript that reads as FastAPI does: one function a connection, which waits for its messages.',
  ws: 'TypeScript with the ws package on Node, as most Node backends have it: events and listeners.',
};

export function LessonList({ catalog, solvedIn, isOpen, isRead, onGo, onTable, onExamine }: LessonListProps) {
  const steps = catalog.lessons.flatMap((lesson) => lesson.steps);
  const solved = steps.filter(({ id }) => solvedIn(id).length > 0).length;
  const open = steps.filter(({ id }) => isOpen(id));
  const next = open.find(({ id }) => solvedIn(id).length === 0);
  const again = next ? undefined : unsolvedDialect(open, solvedIn);
  return (
    <main class="lessons" id="main" tabIndex={-1}>
      <section class="hero">
        <p class="signature" aria-hidden="true">
          connect <i /> open <i /> <b>immediate close</b>
        </p>
        <h1>Your connections die. Learn to read why.</h1>
        <p>
          Each step gives you a broken WebSocket handler and the timeline of the connection that it makes. Repair the handler, press Run,
          and see on the wire whether it lives.
        </p>
        {next && (
          <a class="button" href={`/steps/${next.id}`} onClick={inPage(() => onGo(next.id))}>
            {solved === 0 ? 'Begin with' : 'Go on with'} “{next.title}”
          </a>
        )}
        {again && (
          <a class="button" href={`/steps/${again.id}?dialect=${again.dialect}`} onClick={inPage(() => onGo(again.id, again.dialect))}>
            Take “{again.title}” in {FACES[again.dialect].title}
          </a>
        )}
        <p class="progress">
          {solved} of {steps.length} solved
        </p>
        {catalog.opening && <DyingConnection {...catalog.opening} />}
      </section>
      <section class="dialects" aria-labelledby="dialects">
        <h2 id="dialects">Three dialects, one wire</h2>
        <p>
          A step is there in each dialect in which its fault can happen, and the connection is judged alike. You can change at any time;
          each has its own draft.
        </p>
        <dl>
          {DIALECTS.map((dialect) => (
            <div key={dialect}>
              <dt>{FACES[dialect].title}</dt>
              <dd>{DIALECT_WORDS[dialect]}</dd>
            </div>
          ))}
        </dl>
      </section>
      <section class="symptoms" aria-labelledby="symptoms">
        <h2 id="symptoms">What do you see?</h2>
        <p>
          If you came with a connection of your own, begin where it looks like this.
          {onExamine && (
            <>
              {' '}
              Or let the workshop find out:{' '}
              <a href="/examine" onClick={inPage(onExamine)}>
                Examine my backend
              </a>
              .
            </>
          )}
        </p>
        <dl>
          {symptomsOf(open).map(([symptom, shown]) => (
            <div key={symptom}>
              <dt>{symptom}</dt>
              <dd>
                {shown.map(({ id, title }) => (
                  <a key={id} href={`/steps/${id}`} onClick={inPage(() => onGo(id))}>
                    {title}
                  </a>
                ))}
              </dd>
            </div>
          ))}
        </dl>
      </section>
      {catalog.lessons.map((lesson, index) => (
        <section class="lesson" key={lesson.id}>
          <h2>
            <span class="number">{index + 1}</span> {lesson.title}
          </h2>
          {lesson.pack && (
            <p class="pack">
              {lesson.pack.title}, version {lesson.pack.version}
            </p>
          )}
          <p>{lesson.summary}</p>
          <ol>
            {lesson.steps.map((step) => (
              <li key={step.id}>
                <StepLine step={step} solvedIn={solvedIn(step.id)} isOpen={isOpen(step.id)} onGo={() => onGo(step.id)} />
                {catalog.author && (
                  <a class="to-table" href={`/author/${step.id}`} onClick={inPage(() => onTable(step.id))}>
                    Every handler
                  </a>
                )}
              </li>
            ))}
          </ol>
          {lesson.readings.length > 0 && (
            <>
              <h3>Read the timeline</h3>
              <ol>
                {lesson.readings.map((reading) => (
                  <li key={reading.id}>
                    <a href={readingAddress(reading.id)} onClick={inPage(() => go(readingAddress(reading.id)))}>
                      <span class={`dot${isRead(reading.id) ? ' solved' : ''}`} aria-hidden="true" />
                      <span class="step-title">{reading.title}</span>
                      <span class="step-objective">{reading.objective}</span>
                      <span class="step-dialects">{isRead(reading.id) ? 'read' : 'no code'}</span>
                    </a>
                  </li>
                ))}
              </ol>
            </>
          )}
        </section>
      ))}
    </main>
  );
}

interface StepLineProps {
  step: StepInList;
  solvedIn: readonly Dialect[];
  isOpen: boolean;
  onGo(): void;
}

function StepLine({ step: { id, title, objective, dialects }, solvedIn, isOpen, onGo }: StepLineProps) {
  const isSolved = solvedIn.length > 0;
  const state = isSolved ? `solved in ${titles(solvedIn).join(', ')}` : isOpen ? titles(dialects).join(' · ') : 'not open yet';
  const content = (
    <>
      <span class={`dot${isSolved ? ' solved' : ''}`} aria-hidden="true" />
      <span class="step-title">{title}</span>
      <span class="step-objective">{objective}</span>
      <span class={isOpen ? 'step-dialects' : 'step-dialects not-open'}>{state}</span>
    </>
  );
  if (!isOpen) return <div class="step-line">{content}</div>;
  return (
    <a class="step-line" href={`/steps/${id}`} onClick={inPage(onGo)}>
      {content}
    </a>
  );
}

type StepInList = CatalogView['lessons'][number]['steps'][number];

/** Each symptom with the steps that show it, in the catalog's order. */
function symptomsOf(steps: readonly StepInList[]): [string, StepInList[]][] {
  const pairs = steps.flatMap((step) => step.symptoms.map((symptom) => ({ symptom, step })));
  return [...Map.groupBy(pairs, ({ symptom }) => symptom)].map(([symptom, shown]) => [symptom, shown.map(({ step }) => step)]);
}

/** The first step that is there in a dialect in which it is not solved. */
function unsolvedDialect(steps: readonly StepInList[], solvedIn: LessonListProps['solvedIn']) {
  return steps
    .flatMap(({ id, title, dialects }) => dialects.map((dialect) => ({ id, title, dialect })))
    .find(({ id, dialect }) => !solvedIn(id).includes(dialect));
}

function titles(dialects: readonly Dialect[]): string[] {
  return dialects.map((dialect) => FACES[dialect].title);
}
