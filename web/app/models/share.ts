/** What can be given away of an attempt that the page shows. */
import type { RunReport } from '../../../sandbox/index.ts';
import { type Dialect, FACES } from '../../../sandbox/runtimes/dialect.ts';
import type { WorkingPattern } from '../../protocol.ts';
import type { SharedAttempt } from '../report/attempt.ts';
import { fastapi, wordFastapi } from './fastapi.ts';
import { runtime, version } from './workshop.ts';

/** An attempt just made, or one of the history. */
interface Attempt {
  /** In ISO 8601. */
  at?: string;
  source?: string;
  report?: RunReport;
  feedback?: string;
  pattern?: WorkingPattern;
}

/** undefined until there is a verdict. */
export function sharedOf(
  step: SharedAttempt['step'],
  dialect: Dialect,
  { at, source, report, feedback, pattern }: Attempt,
): SharedAttempt | undefined {
  if (at === undefined || source === undefined || !report) return undefined;
  const made = { version: version.value, runtime: FACES[dialect].runtime === 'node' ? runtime.value : wordFastapi(fastapi.value) };
  return { step, dialect, at: new Date(at), source, report, feedback, pattern: pattern?.timeline, ...made };
}
