/** Text that somebody else wrote, for a place where it must do nothing: a terminal, a log. */
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const KEPT = new Set(['\n', '\t', '\u200d']);

/** Control, escape and bidi characters as their code points; line ends, tabs and the joiner of emoji are kept. */
export function visibleText(text: string): string {
  return text.replace(HIDDEN, (hidden) =>
    KEPT.has(hidden) ? hidden : `⟨U+${hidden.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}
