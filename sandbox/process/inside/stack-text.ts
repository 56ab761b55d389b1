/** What a stack trace says, as text. */
import type { SourceLocation } from '../../probe/timeline.ts';

/** The learner's module in stack traces, as Node writes it. */
export const HANDLER_URL = 'file:///handler.ts';

/** The first of the learner's lines in a stack. */
export function placeIn(stack: string): SourceLocation | undefined {
  const found = /handler\.ts:(\d+):(\d+)/.exec(stack);
  return found ? { line: Number(found[1]), column: Number(found[2]) } : undefined;
}

/** A stack without the frames of Node and of the sandbox, and with the learner's file by its short name. */
export function readable(text: string): string {
  const lines = text.replaceAll(HANDLER_URL, 'handler.ts').replaceAll('/handler.ts:', 'handler.ts:').split('\n');
  return lines.filter((line) => !/^\s+at .*(node:internal|inside\.cjs|\(node:|at node:)/.test(line)).join('\n');
}
