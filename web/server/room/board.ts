/** The room by learners and by steps, as the facilitator sees it. Pure: what happens is told to it, and it is asked for a view. */
import type { BoardLearner, BoardStep, CauseCount } from '../../room-messages.ts';
import { Progress } from './progress.ts';
import { median, readStuck } from './stuck.ts';

export interface BoardStepInfo {
  id: string;
  title: string;
  open: boolean;
}

export class Board {
  readonly #learners = new Map<number, Progress>();

  add(seat: number, name: string, joinedMs: number): Progress {
    const progress = new Progress(seat, name, joinedMs);
    this.#learners.set(seat, progress);
    return progress;
  }

  of(seat: number): Progress | undefined {
    return this.#learners.get(seat);
  }

  get all(): Iterable<Progress> {
    return this.#learners.values();
  }

  /** Those who need help first, then by what they have solved, the least first; the name decides where that is the same. */
  learners(nowMs: number): BoardLearner[] {
    const medians = new Map<string, number | undefined>();
    const medianOf = (step: string) => {
      if (!medians.has(step)) medians.set(step, this.medianMs(step));
      return medians.get(step);
    };
    return [...this.#learners.values()]
      .map((progress) => viewLearner(progress, nowMs, medianOf))
      .sort((one, other) => other.stuck.length - one.stuck.length || one.solved.length - other.solved.length || byName(one, other));
  }

  steps(steps: readonly BoardStepInfo[]): BoardStep[] {
    return steps.map(({ id, title, open }) => {
      const tried = [...this.#learners.values()].filter((progress) => progress.steps.has(id));
      const solved = tried.filter((progress) => progress.solved.has(id)).length;
      return { id, title, open, tried: tried.length, solved, causes: countCauses(tried, id) };
    });
  }

  /** How long those took who have solved a step. */
  medianMs(step: string): number | undefined {
    return median([...this.#learners.values()].flatMap((progress) => progress.steps.get(step)?.tookMs ?? []));
  }
}

function viewLearner(progress: Progress, nowMs: number, medianOf: (step: string) => number | undefined): BoardLearner {
  const { seat, name, place, state, solved } = progress;
  const on = place && progress.steps.get(place.step);
  const online = progress.tabs > 0;
  const isSolved = place !== undefined && solved.has(place.step);
  const onStepMs = place && nowMs - place.sinceMs;
  const quietMs = nowMs - progress.activeMs;
  const cause = isSolved ? undefined : on?.cause;
  const seen = { online, onStepMs, isSolved, quietMs, cause, sameCause: on?.sameCause ?? 0 };
  const stuck = readStuck({ ...seen, medianMs: place && medianOf(place.step) });
  return {
    ...{ seat, name, online, step: place?.step, dialect: place?.dialect, onStepMs: onStepMs ?? 0, quietMs, state },
    ...{ attempts: on?.attempts ?? 0, verdict: on?.verdict, cause, stuck, solved: [...solved] },
  };
}

/** Of the newest attempt of each that did not work; those who have solved the step are past it. */
function countCauses(tried: readonly Progress[], step: string): CauseCount[] {
  const counts = new Map<string, number>();
  for (const progress of tried) {
    const cause = progress.solved.has(step) ? undefined : progress.steps.get(step)?.cause;
    if (cause !== undefined) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  }
  return [...counts].map(([cause, learners]) => ({ cause, learners })).sort((one, other) => other.learners - one.learners);
}

function byName(one: { name: string }, other: { name: string }): number {
  return one.name.localeCompare(other.name, 'en');
}
