/** A hostile program, and how soon it has its verdict. The rows are those of the sandbox's own table. */
import type { RunReport } from '../../../../sandbox/index.ts';
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';

type Kind = RunReport['verdict']['kind'];

/** How soon a program of the row has its verdict, in milliseconds from the start of its run. Measured by the bench, not by the tests. */
export const BOUNDS_MS = {
  'compile-bomb': 2_000,
  'inert-syntax-error': 2_000,
  imports: 2_000,
  'endless-loop': 3_000,
  memory: 2_000,
  'output-flood': 3_000,
  wire: 1_000,
  'rude-end': 3_000,
  'process-end': 300,
  files: 1_000,
  network: 1_000,
  processes: 2_000,
  forgery: 3_000,
  volume: 3_000,
  // They hear the interrupt late, or never: to their 2.5 s comes a second of last words, and whatever their threads wait for each other.
  deaf: 6_000,
  // A tenth of a second more than a run that leaves nothing behind.
  leftovers: 1_100,
};

export type Row = keyof typeof BOUNDS_MS;

export interface Hostile {
  name: string;
  dialect: Dialect;
  row: Row;
  /** Several where the order in which two ends are seen decides. */
  verdict: Kind | Kind[];
  /** What the learner reads, among other things. */
  says: RegExp;
  /** The step whose scenario it meets; smallest-echo when not given. */
  step?: string;
  /** For a source that is not kept as a file. */
  source?: () => string;
}
