/** The frame that a pasted block lacks, written into the learner's text. */
import type { RunReport } from '../../../sandbox/index.ts';

type Frame = NonNullable<RunReport['frame']>;

/** Blank lines after it, as Python's style guide has them before a function. */
const BLANK_AFTER = 2;

/** The text with the frame in its place. Every line of the learner's stays as it is. */
export function withFrame(text: string, { text: frame, afterLine }: Frame): string {
  const lines = text.split('\n');
  const below = lines.slice(afterLine);
  const firstWritten = below.findIndex((line) => line.trim() !== '');
  const blank = firstWritten < 0 ? below.length : firstWritten;
  const added = Array.from({ length: Math.max(0, BLANK_AFTER - blank) }, () => '');
  return [...lines.slice(0, afterLine), ...frame.split('\n'), ...added, ...below].join('\n');
}
