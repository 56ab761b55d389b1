/**
 * How long a process has been busy: the time for which it ran, or slept while it owed the workshop an answer. So neither a busy workshop
 * nor a busy machine uses up a handler's time, however long it makes it wait.
 *
 * A loop without end runs. What blocks without a loop sleeps, and tells nobody. And a thread that neither runs nor sleeps waits for a
 * processor, which others have: Linux tells how long, and no other system does. There all the time counts in which an answer is owed.
 */
import type { Threads } from './processor-time.ts';

/** What each answer counts for besides, in milliseconds: the workshop has so much work with it, and a process may answer without end. */
const ANSWER_MS = 0.2;

/** Time in which it owes nothing, but the run goes on, counts for so much less. */
const UNOWED_SHARE = 4;

export interface Readings {
  /** Those of the process; undefined where the system does not tell, or the process has ended. */
  threads(): Threads | undefined;
  /** How long the workshop itself could not have taken an answer: it did something else, or waited for a processor. In milliseconds. */
  workshopMs(): number;
}

/** All that is known at one moment, since the stopwatch was made. */
interface Reading {
  atMs: number;
  owedMs: number;
  threads: Threads | undefined;
  workshopMs: number;
}

export class Stopwatch {
  readonly #readings: Readings;
  readonly #owed = new Set<number | string>();
  #sinceMs = 0;
  #owedMs = 0;
  /** Up to the last reading at which no wait was under way; and of all answers. */
  #busyMs = 0;
  #last: Reading;
  /** How busy it had been at the last look, and before it was asked what it still owes. */
  #lookedMs = 0;
  #debt = { sinceMs: 0, busyMs: 0 };

  constructor(readings: Readings) {
    this.#readings = readings;
    this.#last = this.#read();
  }

  /** The process was asked; `what` is the question's name. */
  owes(what: number | string): void {
    if (this.#owed.size === 0) this.#sinceMs = performance.now();
    this.#owed.add(what);
  }

  answered(what: number | string): void {
    if (!this.#owed.delete(what)) return;
    this.#busyMs += ANSWER_MS;
    if (this.#owed.size === 0) this.#owedMs += performance.now() - this.#sinceMs;
  }

  /** It is in a blocking wait, for as long as the workshop lets it: it owes nothing until it is asked again. */
  blocked(): void {
    this.#busyMs += ANSWER_MS;
    if (this.#owed.size > 0) this.#owedMs += performance.now() - this.#sinceMs;
    this.#owed.clear();
  }

  /** In milliseconds. To be asked often: what a thread waited is lost when it ends. */
  busyMs(): number {
    const now = this.#read();
    const { ranMs, sleptMs } = between(this.#last, now);
    if (sleptMs === undefined) return this.#busyMs + ranMs;
    this.#busyMs += Math.max(ranMs, sleptMs);
    this.#last = now;
    return this.#busyMs;
  }

  /**
   * The same since it owed nothing, or a little before: since the look before it was asked. So it is to be looked at again and again.
   */
  busyNowMs(): number {
    const beforeMs = this.#lookedMs;
    this.#lookedMs = this.busyMs();
    if (this.#owed.size === 0) return 0;
    if (this.#debt.sinceMs !== this.#sinceMs) this.#debt = { sinceMs: this.#sinceMs, busyMs: beforeMs };
    return this.#lookedMs - this.#debt.busyMs;
  }

  /** What is owed is read first: what is taken off is never of an earlier moment. */
  #read(): Reading {
    const atMs = performance.now();
    const owedMs = this.#owedMs + (this.#owed.size === 0 ? 0 : atMs - this.#sinceMs);
    return { atMs, owedMs, threads: this.#readings.threads(), workshopMs: this.#readings.workshopMs() };
  }
}

/** `sleptMs` is undefined while a thread may wait: for how long is told when it runs again. */
function between(before: Reading, now: Reading): { ranMs: number; sleptMs?: number } {
  const elapsedMs = now.atMs - before.atMs;
  const owedMs = now.owedMs - before.owedMs;
  const workshopMs = now.workshopMs - before.workshopMs;
  if (!before.threads) return { ranMs: elapsedMs / UNOWED_SHARE, sleptMs: owedMs - workshopMs };
  if (!now.threads) return { ranMs: 0 };
  const { longestMs: ranMs, waitedMs } = passedBetween(before.threads, now.threads);
  if ([...now.threads.values()].some(({ sleeps }) => !sleeps)) return { ranMs };
  const excusedMs = workshopMs + waitedMs;
  return { ranMs, sleptMs: Math.max(owedMs - excusedMs, (elapsedMs - excusedMs) / UNOWED_SHARE) };
}

/** How long that thread ran which ran for longest, and how long all of them waited. */
function passedBetween(before: Threads, now: Threads): { longestMs: number; waitedMs: number } {
  let [longestMs, waitedMs] = [0, 0];
  for (const [name, thread] of now) {
    const known = before.get(name);
    longestMs = Math.max(longestMs, thread.ranMs - (known?.ranMs ?? 0));
    waitedMs += thread.waitedMs - (known?.waitedMs ?? 0);
  }
  return { longestMs, waitedMs };
}
