/** The board's learners as its lines say them: which there are, in which order, and in which words. Pure. */
import type { BoardLearner, BoardView, Stuck } from '../../../room-messages.ts';
import { phraseOf } from './cause-phrases.ts';

export const ORDERS = ['help', 'name', 'behind'] as const;
export type Order = (typeof ORDERS)[number];
export const FILTERS = ['all', 'help', 'broken', 'solved', 'away'] as const;
export type Filter = (typeof FILTERS)[number];

/** What a sign beside a name is shaped by. */
export type Sign = 'help' | 'away' | BoardLearner['state'];

/** Text alone, so that equal lines are equal. */
export interface Row {
  seat: number;
  name: string;
  sign: Sign;
  state: string;
  step: string;
  /** `12 min`, on this step. */
  onStep: string;
  attempts: string;
  /** What the newest attempt failed for. */
  cause: string;
  /** Why help may be needed. */
  stuck: string;
  solved: number;
}

/** `sinceMs` is how long ago the view came. */
export function rowOf(learner: BoardLearner, titleOf: (step: string) => string, sinceMs: number): Row {
  const { seat, name, step, onStepMs, attempts, stuck, solved, state } = learner;
  return {
    ...{ seat, name, solved: solved.length },
    sign: signOf(learner),
    state: learner.online ? STATES[state] : state === 'solved' ? `${STATES.solved}, away` : 'away',
    step: step === undefined ? '' : titleOf(step),
    onStep: step === undefined ? '' : wordTime(onStepMs + sinceMs),
    attempts: attempts === 0 ? '' : attempts === 1 ? '1 attempt' : `${attempts} attempts`,
    cause: wordCause(learner),
    stuck: stuck.map(wordStuck).join(' · '),
  };
}

function signOf({ stuck, online, state }: BoardLearner): Sign {
  if (stuck.length > 0) return 'help';
  return online || state === 'solved' ? state : 'away';
}

const STATES: Record<BoardLearner['state'], string> = {
  new: 'no step yet',
  reading: 'reading',
  waiting: 'waiting',
  running: 'running',
  broken: 'broken',
  solved: 'solved',
};

function wordCause({ cause, verdict, state }: BoardLearner): string {
  if (state === 'solved') return '';
  if (cause !== undefined) return phraseOf(cause);
  if (verdict === 'did-not-compile') return 'it does not compile';
  return '';
}

export function wordStuck(stuck: Stuck): string {
  switch (stuck.why) {
    case 'same-cause':
      return `${stuck.times} times: ${phraseOf(stuck.cause)}`;
    case 'long-on-step':
      return `on it for ${wordMinutes(stuck.minutes)}`;
    case 'quiet':
      return `quiet for ${wordMinutes(stuck.minutes)}`;
  }
}

/** No seconds: a board that counts them is never at rest. */
export function wordTime(ms: number): string {
  return wordMinutes(Math.floor(Math.max(0, ms) / 60_000));
}

function wordMinutes(minutes: number): string {
  if (minutes < 1) return '< 1 min';
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}

export function filterLearners(learners: readonly BoardLearner[], filter: Filter, find = ''): BoardLearner[] {
  const wanted = find.trim().toLocaleLowerCase();
  return learners.filter((learner) => FITS[filter](learner) && learner.name.toLocaleLowerCase().includes(wanted));
}

const FITS: Record<Filter, (learner: BoardLearner) => boolean> = {
  all: () => true,
  help: ({ stuck }) => stuck.length > 0,
  broken: ({ state }) => state === 'broken' || state === 'running' || state === 'waiting',
  solved: ({ state }) => state === 'solved',
  away: ({ online }) => !online,
};

/** By what changes seldom, so that lines stay where they are: who needs help comes first, and the others by their names. */
export function orderLearners(learners: readonly BoardLearner[], order: Order): BoardLearner[] {
  const first = (one: BoardLearner, other: BoardLearner): number => {
    if (order === 'help') return Math.sign(other.stuck.length) - Math.sign(one.stuck.length);
    return order === 'behind' ? one.solved.length - other.solved.length : 0;
  };
  return learners.toSorted(
    (one, other) => first(one, other) || one.name.localeCompare(other.name, undefined, { numeric: true }) || one.seat - other.seat,
  );
}

export interface Counts {
  seats: number;
  online: number;
  help: number;
}

export function countLearners({ learners }: BoardView): Counts {
  return {
    seats: learners.length,
    online: learners.filter(({ online }) => online).length,
    help: learners.filter(({ stuck }) => stuck.length > 0).length,
  };
}

/** The step that most are on, of those that are not solved yet: what a board begins with. */
export function busiestStep({ learners, steps }: BoardView): string | undefined {
  const on = new Map<string, number>();
  for (const { step, state } of learners) if (step !== undefined && state !== 'solved') on.set(step, (on.get(step) ?? 0) + 1);
  const most = [...on].sort(([, one], [, other]) => other - one)[0]?.[0];
  return most ?? steps.find(({ open }) => open)?.id ?? steps[0]?.id;
}
