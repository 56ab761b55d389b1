import type { Line } from '../models/workshop.ts';
import { inPage } from './Header.tsx';

export interface FooterProps {
  line: Line;
  /** What runs handlers: Node, FastAPI or both. */
  runtimes: (string | undefined)[];
  /** What stands between a handler and this machine, in a sentence. */
  safety?: string;
  onSafety?(): void;
  saved?: 'saved' | 'not-kept';
  runs?: number;
  tookMs?: number;
}

export function Footer({ line, runtimes, safety, onSafety, saved, runs = 0, tookMs }: FooterProps) {
  return (
    <footer class="footer">
      {line === 'lost' && <span class="warning">workshop not reachable; your draft is kept in this browser</span>}
      {line !== 'lost' && saved === 'saved' && <span class="fine">saved in this browser</span>}
      {saved === 'not-kept' && <span class="warning">this browser does not keep drafts: copy yours before you leave</span>}
      {runs > 0 && (
        <span>
          run {runs}
          {tookMs === undefined ? '' : ` · ${Math.round(tookMs)} ms`}
        </span>
      )}
      <span class="spacer" />
      {safety && onSafety && (
        <a href="/safety" onClick={inPage(onSafety)}>
          {safety}
        </a>
      )}
      <span>{runtimes.filter(Boolean).join(' · ')}</span>
    </footer>
  );
}
