import type { TimelineEvent } from '../../../../sandbox/index.ts';
import { describeFate } from '../../../../sandbox/timeline/describe.ts';
import type { HandConnection } from '../../models/talk.ts';
import { nextIndex } from '../Tabs.tsx';

export interface ConnectionTabsProps {
  connections: readonly HandConnection[];
  events: readonly TimelineEvent[];
  chosen: string | undefined;
  onChoose(name: string): void;
  /** While the talk goes on. */
  onEnd?: () => void;
}

/** One stop for the Tab key; the arrows go from connection to connection, and choose it. */
export function ConnectionTabs({ connections, events, chosen, onChoose, onEnd }: ConnectionTabsProps) {
  const onKeyDown = (pressed: KeyboardEvent) => {
    const buttons = [...(pressed.currentTarget as HTMLElement).querySelectorAll('button')];
    const to = nextIndex(pressed.key, buttons.indexOf(pressed.target as HTMLButtonElement), buttons.length);
    if (to === undefined) return;
    pressed.preventDefault();
    buttons[to]?.focus();
    buttons[to]?.click();
  };
  return (
    <div class="talk-bar">
      <div class="talk-connections" role="radiogroup" aria-label="Connections" onKeyDown={onKeyDown}>
        {connections.length === 0 && <span class="soft">no connection yet</span>}
        {connections.map(({ name, path, from, state }) => (
          // biome-ignore lint/a11y/useSemanticElements: a button that is one of several
          <button
            type="button"
            role="radio"
            key={name}
            class={`talk-connection ${state}`}
            aria-checked={name === chosen}
            tabIndex={name === chosen ? 0 : -1}
            title={`${path}${from === 'elsewhere' ? ', from elsewhere' : ''}`}
            onClick={() => onChoose(name)}
          >
            <b>{name}</b> {from === 'elsewhere' && <span>from elsewhere, </span>}
            <span>{state === 'ended' ? fateOf(events, name) : state}</span>
          </button>
        ))}
      </div>
      {onEnd && (
        <button type="button" class="ghost" onClick={onEnd}>
          End the talk
        </button>
      )}
    </div>
  );
}

function fateOf(events: readonly TimelineEvent[], name: string): string {
  const own = events.filter(({ connection }) => connection === name);
  const hasEnd = own.some(({ kind }) => kind === 'closed' || kind === 'handshake-refused' || kind === 'connect-failed');
  return hasEnd ? describeFate(own) : 'ended';
}
