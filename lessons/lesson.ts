/** The domain on one page: what is taught. No logic. */
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import type { Scenario } from '../sandbox/scenario/language.ts';

export interface Lesson {
  id: string;
  title: string;
  /** One sentence for the lesson list. */
  summary: string;
  steps: Step[];
}

export interface Step {
  /** Unique in the catalog: `open-then-gone`. */
  id: string;
  title: string;
  /** What the learner can do afterwards, in one sentence. */
  objective: string;
  /** Markdown. */
  prose: string;
  /** Revealed one at a time, from the faintest to the plainest. */
  hints: string[];
  scenario: Scenario;
  exercises: Partial<Record<Dialect, Exercise>>;
}

export interface Fails {
  verdict: 'broken' | 'crashed' | 'limit-exceeded';
  unmet?: string;
  cause?: string;
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
}

export interface NamedSource {
  /** The file's name without its ending. */
  name: string;
  source: string;
}
