/** A sign: what the timelines of an examination show of one cause, where no single expectation was unmet. */
import type { Dialect } from '../../dialects.ts';
import type { SourceLocation } from '../../timeline/timeline.ts';
import type { Diagnosis } from '../../verdict/verdict.ts';
import type { Played } from '../examination.ts';
import type { Heard } from '../hearing.ts';
import { hearings } from '../hearing.ts';
import type { Tried } from '../learn.ts';
import type { Door, Manner, Word } from '../manner.ts';

/** All that is known when the signs are looked for. */
export interface Known {
  dialect: Dialect;
  source: string;
  words: readonly Word[];
  tried: readonly Tried[];
  manner?: Manner;
  door: Door;
  /** It sends without being asked: what comes is no proof of an answer. */
  pushes: boolean;
  /** By the experiment's id, as far as they were made. */
  runs: ReadonlyMap<string, Played>;
}

export interface Found extends Diagnosis {
  experiment: string;
  /** It is true and breaks nothing. */
  isRemark?: true;
  /** Told after all others: it may lie in how the experiment was made. */
  isLast?: true;
}

export function heardIn({ runs }: Known, experiment: string, connection: string): Heard | undefined {
  const played = runs.get(experiment);
  return played && hearings(played.timeline).get(connection);
}

/** Where a pattern is found first, with lines and columns from 1. */
export function placeOf(source: string, pattern: RegExp): SourceLocation | undefined {
  const found = pattern.exec(source);
  if (!found) return undefined;
  const before = source.slice(0, found.index).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
