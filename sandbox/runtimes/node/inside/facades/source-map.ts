/** Places in the learner's TypeScript for places in the compiled code. */
import { findSourceMap } from 'node:module';
import type { SourceLocation } from '../../../../timeline/timeline.ts';
import { HANDLER_URL } from '../stack-text.ts';

const { apply } = Reflect;
const textOf = Function.prototype.toString;
let compiled = '';

export function rememberCompiled(code: string): void {
  compiled = code;
}

/** The line of the closing brace of a function of the learner's. */
export function endOfFunction(learners: (...given: never[]) => unknown): SourceLocation | undefined {
  const text = apply(textOf, learners, []);
  const start = compiled.indexOf(text);
  if (start < 0) return undefined;
  const before = compiled.slice(0, start + text.length - 1).split('\n');
  const entry = findSourceMap(HANDLER_URL)?.findEntry(before.length - 1, before.at(-1)?.length ?? 0);
  if (entry === undefined || !('originalLine' in entry)) return undefined;
  return { line: entry.originalLine + 1, column: entry.originalColumn + 1 };
}
