/** Text from a run on one line of the page. */
import { visibleText } from '../../visible-text.ts';

/** At most `length` characters, line ends shown as signs. */
export function shortText(text: string, length: number): string {
  // Cut before and after: a hidden character is written out longer than it is.
  const line = visibleText(text.slice(0, length + 1).replaceAll('\n', '⏎'));
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
