/** The report's figures, summed up for its charts and its table. Pure. */
import type { CauseCount, ReportView } from '../../../room-messages.ts';

export interface LearnerFigures {
  name: string;
  joined: string;
  /** Steps that are solved in at least one dialect. */
  solved: number;
  attempts: number;
  /** Over all that is solved. */
  minutes: number;
  causes: string[];
}

/** By name. */
export function figuresOf({ learners }: ReportView): LearnerFigures[] {
  return learners
    .map(({ name, joined, steps }) => ({
      ...{ name, joined },
      solved: new Set(steps.filter(({ solved }) => solved !== undefined).map(({ step }) => step)).size,
      attempts: sum(steps.map(({ attempts }) => attempts)),
      minutes: sum(steps.map(({ minutes = 0 }) => minutes)),
      causes: [...new Set(steps.flatMap(({ causes }) => causes))],
    }))
    .sort((one, other) => one.name.localeCompare(other.name, undefined, { numeric: true }));
}

/** Over all steps: how many learners met each cause at least once, the most frequent first. */
export function allCauses({ learners }: ReportView): CauseCount[] {
  const counts = new Map<string, number>();
  for (const { steps } of learners)
    for (const cause of new Set(steps.flatMap(({ causes }) => causes))) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].map(([cause, met]) => ({ cause, learners: met })).sort((one, other) => other.learners - one.learners);
}

/** `12 min`, `1.5 min`. */
export function wordFigure(minutes: number): string {
  if (minutes < 0.1) return '< 0.1 min';
  return `${minutes >= 10 ? Math.round(minutes) : Math.round(minutes * 10) / 10} min`;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}
