import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

export interface TabsProps<T extends string> {
  /** What the tabs are the parts of. */
  label: string;
  names: readonly T[];
  chosen: T;
  onChoose(name: T): void;
  /** What a tab says; its name when not given. */
  word?(name: T): ComponentChildren;
  /** The id of what a tab shows. */
  panel(name: T): string;
  class?: string;
}

/** One stop for the Tab key; the arrows, Home and End go from tab to tab, and Enter opens one. */
export function Tabs<T extends string>({
  label,
  names,
  chosen,
  onChoose,
  word = (name) => name,
  panel,
  class: style = 'tabs',
}: TabsProps<T>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    const to = nextIndex(event.key, at, buttons.length);
    if (at < 0 || to === undefined) return;
    event.preventDefault();
    buttons[to]?.focus();
  };
  return (
    <div class={style} role="tablist" aria-label={label} ref={list} onKeyDown={onKeyDown}>
      {names.map((name) => (
        <button
          type="button"
          role="tab"
          key={name}
          id={`tab-${name}`}
          aria-selected={name === chosen}
          aria-controls={panel(name)}
          tabIndex={name === chosen ? 0 : -1}
          onClick={() => onChoose(name)}
        >
          {word(name)}
        </button>
      ))}
    </div>
  );
}

/** Where a key leads in a row of so many, round its ends; undefined for any other key. */
export function nextIndex(key: string, at: number, count: number): number | undefined {
  if (key === 'ArrowRight' || key === 'ArrowDown') return (at + 1) % count;
  if (key === 'ArrowLeft' || key === 'ArrowUp') return (at - 1 + count) % count;
  if (key === 'Home') return 0;
  return key === 'End' ? count - 1 : undefined;
}
