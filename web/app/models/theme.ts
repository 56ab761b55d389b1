/** Light, dark, or as the system says. */
import { effect, signal } from '@preact/signals';
import type { Keeper } from './storage.ts';

const THEMES = ['auto', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const theme = signal<Theme>('auto');
/** What is shown now. */
export const isDark = signal(false);

export function followTheme(keeper: Keeper): void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  theme.value = THEMES.find((known) => known === keeper.read('theme')) ?? 'auto';
  const show = () => {
    isDark.value = theme.value === 'dark' || (theme.value === 'auto' && system.matches);
    document.documentElement.dataset.theme = theme.value;
  };
  system.addEventListener('change', show);
  effect(() => {
    keeper.write('theme', theme.value);
    show();
  });
}

/** The other look, at every press; the one that the system wants is the system's again. */
export function nextTheme(): void {
  const wanted = isDark.value ? 'light' : 'dark';
  const systems = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
  theme.value = wanted === systems ? 'auto' : wanted;
}
