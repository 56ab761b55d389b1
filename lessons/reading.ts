/** A timeline to read: a recorded run, and questions about it. Nobody writes code. */
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import type { Scenario } from '../sandbox/scenario/language.ts';
import type { TimelineEvent } from '../sandbox/timeline/timeline.ts';

export interface Reading {
  /** Unique in the catalog, beside the steps' ids. */
  id: string;
  title: string;
  /** What the learner can do afterwards, in one sentence. */
  objective: string;
  /** Markdown: what was seen, without the code. */
  prose: string;
  questions: Question[];
  /** Where it is written. */
  folder: string;
  dialect: Dialect;
  /** The handler that was recorded; shown once the questions are answered. */
  subject: string;
  /** What it was recorded with. */
  scenario: Scenario;
  recording: Recording;
  /** The step that repairs the same fault. */
  repairedBy?: string;
}

/** What a recording is made of. */
export type Recordable = Pick<Reading, 'id' | 'dialect' | 'subject' | 'scenario' | 'folder'>;

export interface Question {
  ask: string;
  options: Option[];
}

export interface Option {
  say: string;
  /** One of a question's options is. */
  right: boolean;
  /** Why it is right, or what contradicts it. */
  because: string;
  /** `seq` of the event that shows it. */
  seq: number;
}

/** Made by the command record, never typed in. */
export interface Recording {
  /** What served the handler: "FastAPI 0.142.2 on uvicorn 0.54.0, Python 3.11.2". */
  on: string;
  timeline: TimelineEvent[];
}
