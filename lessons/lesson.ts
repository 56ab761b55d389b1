/** The domain on one page: what is taught. No logic. */
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import type { Scenario } from '../sandbox/scenario/language.ts';
import type { CauseId } from '../sandbox/scenario/names.ts';
import type { Reading } from './reading.ts';

export interface Lesson {
  id: string;
  title: string;
  /** One sentence for the lesson list. */
  summary: string;
  /** Where it is written. */
  folder: string;
  steps: Step[];
  readings: Reading[];
  /** Where it comes from, when its folder says so in `pack.md`. */
  pack?: Pack;
}

/** A folder of lessons that somebody has made. */
export interface Pack {
  title: string;
  version: string;
}

export interface Step {
  /** Unique in the catalog: `open-then-gone`. */
  id: string;
  title: string;
  /** What the learner can do afterwards, in one sentence. */
  objective: string;
  /** What somebody says whose connection has this fault: "my connection closes at once". Steps with the same words stand together. */
  symptoms: string[];
  /** Ids of the steps whose pattern it takes for granted. */
  buildsOn: string[];
  /** Markdown. */
  prose: string;
  /** Revealed one at a time, from the faintest to the plainest. */
  hints: string[];
  scenario: Scenario;
  /** Where it is written. */
  folder: string;
  exercises: Partial<Record<Dialect, Exercise>>;
}

export interface Fails {
  verdict: 'broken' | 'crashed' | 'limit-exceeded';
  unmet?: string;
  cause?: CauseId;
}

/** A step in one dialect. */
export interface Exercise {
  /** Markdown that only this dialect shows after the step's prose. */
  note?: string;
  starter: string;
  solution: string;
  /**
   * How the starter fails, as the author states it; `clinic check` runs it. `uvicorn`: what differs on its versions from one on and
   * below another, since it is uvicorn that ends a connection, whoever has packaged it.
   */
  starterFails: Fails & { uvicorn?: (Partial<Fails> & { from?: string; below?: string })[] };
  /** Other right solutions, which must work too. */
  alternatives: NamedSource[];
  nearMisses: NamedSource[];
  /** Programs of other kinds that must not be judged working: each answers the letter of the step and not its sense. */
  wrong: NamedSource[];
}

export interface NamedSource {
  /** The file's name without its ending. */
  name: string;
  source: string;
}
