import { visibleText } from '../visible-text.ts';

/** For whoever started the workshop. An error may quote what a learner wrote, so nothing of it reaches the terminal raw. */
export function logFailure(what: string, failure: unknown): void {
  process.stderr.write(`${what}: ${visibleText(failure instanceof Error ? (failure.stack ?? failure.message) : String(failure))}\n`);
}
