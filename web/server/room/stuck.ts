/** Who may need help: a pure reading of what was seen, so that the board can say why. */
import type { Stuck } from '../../room-messages.ts';

/** So many attempts in a row that fail for the same cause. */
const SAME_CAUSE = 3;
/** At least so long on one step, and so many times as long as those who have solved it took. */
const LONG_MS = 10 * 60_000;
const LONG_TIMES = 2;
/** A page that is open, and nothing typed or run. */
const QUIET_MS = 5 * 60_000;

export interface Seen {
  online: boolean;
  /** undefined before a step was opened. */
  onStepMs?: number;
  isSolved: boolean;
  quietMs: number;
  /** The cause of the newest attempts on this step, and how many in a row had it. */
  cause?: string;
  sameCause: number;
  /** How long those took who have solved the step, in the middle. */
  medianMs?: number;
}

export function readStuck({ online, onStepMs, isSolved, quietMs, cause, sameCause, medianMs }: Seen): Stuck[] {
  if (onStepMs === undefined || isSolved) return [];
  const stuck: Stuck[] = [];
  if (cause !== undefined && sameCause >= SAME_CAUSE) stuck.push({ why: 'same-cause', cause, times: sameCause });
  if (onStepMs >= Math.max(LONG_MS, LONG_TIMES * (medianMs ?? 0))) stuck.push({ why: 'long-on-step', minutes: minutes(onStepMs) });
  if (online && quietMs >= QUIET_MS) stuck.push({ why: 'quiet', minutes: minutes(quietMs) });
  return stuck;
}

function minutes(ms: number): number {
  return Math.floor(ms / 60_000);
}

/** undefined for none. */
export function median(values: readonly number[]): number | undefined {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  if (sorted.length === 0) return undefined;
  return sorted.length % 2 === 1 ? sorted[Math.floor(middle)] : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
}
