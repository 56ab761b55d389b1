import type { ComponentChildren } from 'preact';
import type { Notice } from '../../../room-messages.ts';
import { visibleText } from '../../../visible-text.ts';
import { inPage } from '../Header.tsx';

/** One thing to know. */
export function NewsLine({ kind, children }: { kind: 'plain' | 'said' | 'offered' | 'ended' | 'problem'; children: ComponentChildren }) {
  return <p class={`news news-${kind}`}>{children}</p>;
}

export function Way({ to, onGo, children }: { to: string; onGo(address: string): void; children: ComponentChildren }) {
  return (
    <a href={to} onClick={inPage(() => onGo(to))}>
      {children}
    </a>
  );
}

export function Said({ notice, onDismiss }: { notice: Extract<Notice, { kind: 'said' }>; onDismiss(): void }) {
  return (
    <NewsLine kind="said">
      <span class="news-text">
        <span class="soft">
          {notice.toAll ? 'To all' : 'To you'}, <time dateTime={notice.at}>{wordTime(notice.at)}</time>:
        </span>{' '}
        <bdi>{visibleText(notice.text)}</bdi>
      </span>
      <button type="button" class="ghost" onClick={onDismiss} aria-label="Put this message away">
        ✕
      </button>
    </NewsLine>
  );
}

export interface OfferedProps {
  title: string;
  /** The step is open in this dialect. */
  isHere: boolean;
  to: string;
  onGo(address: string): void;
  onTake(): void;
  onRefuse(): void;
}

export function Offered({ title, isHere, to, onGo, onTake, onRefuse }: OfferedProps) {
  return (
    <NewsLine kind="offered">
      <span class="news-text">
        Your facilitator offers the solution of {isHere ? 'this step' : `“${title}”`}. {isHere && 'Your own draft is kept.'}
      </span>
      {isHere ? (
        <button type="button" class="link" onClick={onTake}>
          Take it
        </button>
      ) : (
        <Way to={to} onGo={onGo}>
          Go to the step
        </Way>
      )}
      <button type="button" class="link" onClick={onRefuse}>
        No thanks
      </button>
    </NewsLine>
  );
}

/** In the reader's own time. */
function wordTime(at: string): string {
  return new Date(at).toLocaleTimeString([], { timeStyle: 'short' });
}
