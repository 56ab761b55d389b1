/** Places in the learner's TypeScript for places in the compiled code. */
import { findSourceMap } from 'node:module';
import type { SourceLocation } from '../../../../timeline/timeline.ts';
import { HANDLER_URL, placeIn } from '../stack-text.ts';

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
  return inLearners(before.length - 1, before.at(-1)?.length ?? 0);
}

/** A place as a text, for one in the compiled code as a text. */
export function inSource(place: string): string {
  const compiled = placeIn(place);
  const found = compiled && inLearners(compiled.line - 1, compiled.column - 1);
  return found ? `handler.ts:${found.line}:${found.column}` : '';
}

/** Both count from 0. */
function inLearners(line: number, column: number): SourceLocation | undefined {
  const entry = findSourceMap(HANDLER_URL)?.findEntry(line, column);
  return entry && 'originalLine' in entry ? { line: entry.originalLine + 1, column: entry.originalColumn + 1 } : undefined;
}
