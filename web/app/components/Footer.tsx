import type { Saved } from '../models/draft.ts';
import type { Line } from '../models/workshop.ts';
import { inPage } from './Header.tsx';

export interface FooterProps {
  line: Line;
  /** What runs handlers: Node, FastAPI or both. */
  runtimes: (string | undefined)[];
  /** What stands between a handler and this machine, in a sentence. */
  safety?: string;
  onSafety?(): void;
  saved?: Saved;
  runs?: number;
  tookMs?: number;
}

const SAVED_WORDS: Partial<Record<Saved, string>> = {
  saved: 'saved',
  saving: 'saving …',
  browser: 'saved in this browser',
  offline: 'saved in this browser',
};

export function Footer({ line, runtimes, safety, onSafety, saved, runs = 0, tookMs }: FooterProps) {
  return (
    <footer class="footer">
      {line === 'lost' && <span class="warning">workshop not reachable; your draft is kept in this browser</span>}
      {line === 'locked' && <span class="warning">this workshop was started anew: open the address in its terminal</span>}
      {line !== 'lost' && line !== 'locked' && saved && SAVED_WORDS[saved] && <span class="fine">{SAVED_WORDS[saved]}</span>}
      {saved === 'not-kept' && <span class="warning">this browser does not keep drafts: copy yours before you leave</span>}
      {runs > 0 && (
        <span class="tries">
          run {runs}
          {tookMs === undefined ? '' : ` · ${Math.round(tookMs)} ms`}
        </span>
      )}
      <span class="spacer" />
      {safety && onSafety && (
        <a href="/safety" onClick={inPage(onSafety)}>
          <Sentence>{safety}</Sentence>
        </a>
      )}
      <span class="runtimes">{runtimes.filter(Boolean).join(' · ')}</span>
    </footer>
  );
}

/** On a narrow page no more than its front is seen. */
function Sentence({ children }: { children: string }) {
  const [front, ...rest] = children.split(': ');
  return (
    <>
      {front}
      {rest.length > 0 && <span class="rest">: {rest.join(': ')}</span>}
    </>
  );
}
