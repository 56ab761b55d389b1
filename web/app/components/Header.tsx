import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { DIALECTS, type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { DialectState } from '../models/fastapi.ts';
import type { Theme } from '../models/theme.ts';

export interface HeaderProps {
  crumbs: string[];
  theme: Theme;
  onTheme(): void;
  onHome(): void;
  onHelp(): void;
  children?: ComponentChildren;
}

/** What stands under the header of every page. */
export const UnderHeader = createContext<ComponentChildren>(undefined);

const THEME_SIGNS: Record<Theme, string> = { auto: '◐', light: '○', dark: '●' };
const THEME_WORDS: Record<Theme, string> = { auto: 'as your system', light: 'light', dark: 'dark' };

export function Header({ crumbs, theme, onTheme, onHome, onHelp, children }: HeaderProps) {
  const below = useContext(UnderHeader);
  return (
    <>
      <header class="header">
        <a class="brand" href="/" onClick={inPage(onHome)}>
          <span class="brand-mark" aria-hidden="true" />
          <span class="brand-name">Socket Clinic</span>
        </a>
        <nav class="crumbs" aria-label="Where you are">
          {crumbs.map((crumb) => (
            <span key={crumb}>{crumb}</span>
          ))}
        </nav>
        <span class="spacer" />
        {children}
        <button
          type="button"
          class="quiet"
          onClick={onTheme}
          aria-label={`Theme: ${THEME_WORDS[theme]}. Change it.`}
          title={`Theme: ${THEME_WORDS[theme]}`}
        >
          {THEME_SIGNS[theme]}
        </button>
        <button type="button" class="quiet" onClick={onHelp} aria-label="Help and keyboard shortcuts" title="Help">
          ?
        </button>
      </header>
      {below}
    </>
  );
}

/** A link that opens in this page, unless the learner asks for another tab. */
export function inPage(act: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    act();
  };
}

export function DialectSwitch({
  chosen,
  available,
  states = {},
  onChoose,
}: {
  chosen: Dialect;
  available: Dialect[];
  /** What there is to say of a dialect. */
  states?: Partial<Record<Dialect, DialectState>>;
  onChoose(dialect: Dialect): void;
}) {
  return (
    <fieldset class="segments">
      <legend class="hidden">Dialect</legend>
      {DIALECTS.filter((dialect) => available.includes(dialect)).map((dialect) => (
        <button
          type="button"
          key={dialect}
          aria-pressed={dialect === chosen}
          title={states[dialect]?.words}
          onClick={() => onChoose(dialect)}
        >
          {FACES[dialect].title}
          {states[dialect]?.sign && <i class={`sign ${states[dialect].sign}`} aria-hidden="true" />}
        </button>
      ))}
    </fieldset>
  );
}

export interface StepDot {
  id: string;
  title: string;
  solved: boolean;
  current: boolean;
}

export function StepDots({ dots, onGo }: { dots: StepDot[]; onGo(id: string): void }) {
  return (
    <nav class="dots" aria-label="Steps">
      {dots.map(({ id, title, solved, current }) => (
        <a
          key={id}
          href={`/steps/${id}`}
          class={`dot${solved ? ' solved' : ''}${current ? ' current' : ''}`}
          aria-current={current ? 'step' : undefined}
          title={`${title}${solved ? ' (solved)' : ''}`}
          onClick={inPage(() => onGo(id))}
        >
          <span class="hidden">{`${title}${solved ? ', solved' : ''}`}</span>
        </a>
      ))}
    </nav>
  );
}
