/** Markdown in which somebody else's words are words: they make no markup, and mention nobody. Pure. */
import { visibleText } from '../../visible-text.ts';

/** On one line. */
export function inline(text: string): string {
  const line = visibleText(text.toWellFormed().replace(/\s+/g, ' ').trim());
  return line
    .replace(/[\\`*_[\]<>#|~&$]/g, '\\$&')
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s)/, '$1\\$2')
    .replaceAll('@', '@\u200b');
}

/** In a block of its own, whatever it holds. */
export function block(text: string, language = 'text'): string {
  const shown = visibleText(text.toWellFormed().replace(/\r\n?/g, '\n').trimEnd());
  const longest = Math.max(2, ...[...shown.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}${language}\n${shown}\n${fence}`;
}
