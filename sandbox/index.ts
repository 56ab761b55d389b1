/** The sandbox's door: how a handler is run, probed and judged. It knows no lesson and no browser. */
export type { Dialect, DialectDescription, Typing } from './dialects/dialect.ts';
export type { TimelineEvent } from './probe/timeline.ts';
export type { RunReport } from './verdict/verdict.ts';

/** One expectation of a resolved script, for drawing what was not reached. */
export interface ExpectationSummary {
  entry: number;
  connection?: string;
  sentence: string;
  group?: string;
}
