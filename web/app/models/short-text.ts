/** Text from a run on one line of the page. */
import { visibleText } from '../../visible-text.ts';

/** At most `length` characters, line ends shown as signs. */
export function shortText(text: string, length: number): string {
  // Cut before and after: a hidden character is written out longer than it is.
  const line = visibleText(text.slice(0, length + 1).replaceAll('\n', '⏎'));
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}

/** Nothing in it is written out in another way, or takes more than one code unit: most of what is drawn, and quickly told. */
const PLAIN = /^[ -~]*$/;

/** At most `length` characters on one line: where there are more, the middle is left out, since frames differ at both ends. */
export function middleCut(text: string, length: number): string {
  if (text.length <= length && PLAIN.test(text)) return text;
  const visible = (part: string) => Array.from(visibleText(part.replaceAll('\n', '⏎')));
  const whole = text.length > 2 * length ? undefined : visible(text);
  if (whole && whole.length <= length) return whole.join('');
  const last = Math.floor(length / 3);
  // A character may be two code units long.
  const front = visible(text.slice(0, 2 * length)).slice(0, length - last - 1);
  const end = visible(text.slice(-2 * length)).slice(-last);
  return `${front.join('')}…${end.join('')}`;
}

/** Lines of at most so many columns; the last one is cut where there would be more than `most`. */
export function wrap(text: string, columns: number, most: number): string[] {
  if (text.length <= columns && PLAIN.test(text)) return [text];
  const lines: string[] = [];
  let line = '';
  let used = 0;
  for (const character of text) {
    const width = isWide(character) ? 2 : 1;
    if (used + width > columns) {
      if (lines.length === most - 1) return [...lines, `${line.slice(0, -1)}…`];
      const at = wordIn(line);
      lines.push(line.slice(0, at));
      line = line.slice(at);
      used = line.length;
    }
    line += character;
    used += width;
  }
  return [...lines, line];
}

/** Where the last word of a line begins, if that leaves most of the line; else its end. */
function wordIn(line: string): number {
  const at = Math.max(line.lastIndexOf(' '), line.lastIndexOf(','), line.lastIndexOf(':')) + 1;
  return at < line.length * 0.6 ? line.length : at;
}

/** How many columns of a monospaced font it takes. */
export function columnsOf(text: string): number {
  return PLAIN.test(text) ? text.length : Array.from(text).reduce((columns, character) => columns + (isWide(character) ? 2 : 1), 0);
}

/** CJK, emoji and their like take two columns. */
function isWide(character: string): boolean {
  return (character.codePointAt(0) ?? 0) >= 0x1100;
}
