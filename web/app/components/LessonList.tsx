import { type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { CatalogView } from '../../protocol.ts';
import { inPage } from './Header.tsx';

export interface LessonListProps {
  catalog: CatalogView;
  /** The dialects in which a step is solved. */
  solvedIn(step: string): Dialect[];
  onGo(step: string): void;
}

export function LessonList({ catalog, solvedIn, onGo }: LessonListProps) {
  const steps = catalog.lessons.flatMap((lesson) => lesson.steps);
  const solved = steps.filter(({ id }) => solvedIn(id).length > 0).length;
  const next = steps.find(({ id }) => solvedIn(id).length === 0);
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
        <p class="progress">
          {solved} of {steps.length} solved
        </p>
      </section>
      {catalog.lessons.map((lesson, index) => (
        <section class="lesson" key={lesson.id}>
          <h2>
            <span class="number">{index + 1}</span> {lesson.title}
          </h2>
          <p>{lesson.summary}</p>
          <ol>
            {lesson.steps.map((step) => (
              <li key={step.id}>
                <a href={`/steps/${step.id}`} onClick={inPage(() => onGo(step.id))}>
                  <span class={`dot${solvedIn(step.id).length > 0 ? ' solved' : ''}`} aria-hidden="true" />
                  <span class="step-title">{step.title}</span>
                  <span class="step-objective">{step.objective}</span>
                  <span class="step-dialects">
                    {solvedIn(step.id).length > 0 ? `solved in ${titles(solvedIn(step.id)).join(', ')}` : titles(step.dialects).join(' · ')}
                  </span>
                </a>
              </li>
            ))}
          </ol>
        </section>
      ))}
    </main>
  );
}

function titles(dialects: readonly Dialect[]): string[] {
  return dialects.map((dialect) => FACES[dialect].title);
}
