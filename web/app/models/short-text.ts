/** Text from a run, made visible: control, escape and bidi characters as their code points, line ends and tabs kept. */
const HIDDEN = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;
const KEPT = new Set(['\n', '\t', '\u200d']);

export function visibleText(text: string): string {
  return text.replace(HIDDEN, (hidden) =>
    KEPT.has(hidden) ? hidden : `⟨U+${hidden.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}⟩`,
  );
}

/** On one line, at most `length` characters. */
export function shortText(text: string, length: number): string {
  const line = visibleText(text.replaceAll('\n', '⏎'));
  return line.length > length ? `${line.slice(0, length - 1)}…` : line;
}
