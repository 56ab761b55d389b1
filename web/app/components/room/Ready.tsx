import type { Readiness } from '../../../room-messages.ts';
import { NewsLine } from './News.tsx';

/** What the rehearsal has found: whether this machine is ready for the room, or what is missing. */
export function Ready({ readiness }: { readiness: Readiness }) {
  const { learners } = readiness;
  switch (readiness.state) {
    case 'rehearsing':
      return (
        <NewsLine kind="plain">
          Rehearsing for {learners}: {readiness.done} of {readiness.of} solutions have run.
        </NewsLine>
      );
    case 'ready':
      return (
        <NewsLine kind="ended">
          Ready for {learners}. When all press Run at once, the last one waits {wordWait(readiness.lastWaitsMs)}.
        </NewsLine>
      );
    case 'missing':
      return (
        <div class="news news-problem">
          <div>
            <p>
              <b>Not ready for {learners}.</b>
            </p>
            <ul class="missing">
              {readiness.missing.map((sentence) => (
                <li key={sentence}>{sentence}</li>
              ))}
            </ul>
          </div>
        </div>
      );
  }
}

function wordWait(ms: number): string {
  return ms < 1_000 ? 'less than a second' : `${Math.round(ms / 1_000)} s`;
}
