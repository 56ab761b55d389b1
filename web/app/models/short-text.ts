/** Text from a run on one line of the page. */
import { visibleText } from '../../visible-text.ts';

/** At most `length` characters, line ends shown as signs. */
export function shortText(text: string, length: number): string {
  const line = visibleText(text.replaceAll('\n', '⏎'));
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
