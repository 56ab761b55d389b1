import { useState } from 'preact/hooks';
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';
import type { SetAsideDraft } from '../../models/room/requests.ts';
import { ComparisonPane } from '../ComparisonPane.tsx';

export interface SetAsideListProps {
  kept: readonly SetAsideDraft[];
  dialect: Dialect;
  draft: string;
  dark: boolean;
  onBringBack(text: string): void;
}

/** Drafts that gave way to a solution, the newest first; one that is chosen is compared with the draft. */
export function SetAsideList({ kept, dialect, draft, dark, onBringBack }: SetAsideListProps) {
  const [chosen, setChosen] = useState<number>();
  const look = chosen === undefined ? undefined : kept[chosen];
  if (kept.length === 0) return null;
  return (
    <section class="set-aside" aria-label="Set aside for a solution">
      <ol class="attempts" reversed>
        {kept
          .map(({ at }, index) => (
            <li key={at}>
              <button type="button" aria-pressed={index === chosen} onClick={() => setChosen(index === chosen ? undefined : index)}>
                <span>Set aside for the solution</span>
                <time dateTime={at}>{new Date(at).toLocaleTimeString([], { timeStyle: 'medium' })}</time>
              </button>
            </li>
          ))
          .toReversed()}
      </ol>
      {look && (
        <>
          <div class="taking">
            <button type="button" class="link" onClick={() => onBringBack(look.text)} disabled={look.text === draft}>
              {look.text === draft ? 'Your draft is the same text' : 'Bring it back into your draft'}
            </button>
          </div>
          <div class="set-aside-text">
            <ComparisonPane key={look.at} dialect={dialect} theirs={look.text} called="that draft" draft={draft} dark={dark} />
          </div>
        </>
      )}
    </section>
  );
}
