import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { AttemptHistory } from '../models/history.ts';
import type { SharedAttempt } from '../report/attempt.ts';
import { ComparisonPane } from './ComparisonPane.tsx';
import { KINDS } from './kinds.ts';
import { ShareAttempt } from './ShareAttempt.tsx';

export interface HistoryPaneProps {
  history: AttemptHistory;
  dialect: Dialect;
  draft: string;
  dark: boolean;
  onLook(id: number): void;
  onTake(): void;
  /** The chosen attempt, for somebody else. */
  share?: SharedAttempt;
}

/** The attempts of a step, the newest first; one that is chosen is compared with the draft, and its result is shown beside it. */
export function HistoryPane({ history, dialect, draft, dark, onLook, onTake, share }: HistoryPaneProps) {
  const chosen = history.chosen.value;
  const attempts = history.attempts.value;
  if (attempts.length === 0)
    return <p class="empty">No attempt is kept yet. Each Run puts one here: its text, its verdict and its timeline.</p>;
  return (
    <>
      <ol class="attempts" aria-label="Attempts, the newest first">
        {attempts.map((attempt) => (
          <li key={attempt.id}>
            <button type="button" aria-pressed={attempt.id === chosen?.id} onClick={() => onLook(attempt.id)}>
              <span class={`dot${attempt.verdict === 'working' ? ' solved' : ''}`} aria-hidden="true" />
              <span>{KINDS[attempt.verdict]}</span>
              <time dateTime={attempt.at}>{wordTime(attempt.at)}</time>
            </button>
          </li>
        ))}
      </ol>
      {history.problem.value && (
        <p class="notice" role="alert">
          {history.problem.value}
        </p>
      )}
      {chosen && (
        <>
          <div class="taking">
            The result is this attempt’s.{' '}
            <button type="button" class="link" onClick={onTake} disabled={chosen.source === draft}>
              {chosen.source === draft ? 'Your draft is the same text' : 'Take its text into your draft'}
            </button>
            {share && <ShareAttempt attempt={share} />}
          </div>
          <ComparisonPane key={chosen.id} dialect={dialect} theirs={chosen.source} called="that attempt" draft={draft} dark={dark} />
        </>
      )}
    </>
  );
}

/** In the learner's own time; with the day where that is another one. */
function wordTime(at: string): string {
  const then = new Date(at);
  const isToday = then.toDateString() === new Date().toDateString();
  return then.toLocaleString([], isToday ? { timeStyle: 'medium' } : { dateStyle: 'medium', timeStyle: 'short' });
}
