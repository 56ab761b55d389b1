/**
 * How long a sandbox process has been busy: the real time in which it owed the workshop an answer, without that in which it could have
 * run and the machine did not let it. So neither a busy workshop nor a busy machine uses up a handler's time.
 */
import { readFileSync } from 'node:fs';

/** Time in which the process owes nothing, but keeps the workshop busy with answer after answer, counts for so much less. */
const ANSWERING_SHARE = 4;

export interface Waits {
  /** How long the process, and the workshop, have waited for a processor since they began, in milliseconds. */
  processMs(): number;
  workshopMs(): number;
}

export class Stopwatch {
  readonly #waits: Waits;
  readonly #begunMs = performance.now();
  readonly #atFirst: { processMs: number; workshopMs: number };
  readonly #owed = new Set<number | 'load'>();
  #sinceMs = 0;
  #totalMs = 0;

  constructor(waits: Waits) {
    this.#waits = waits;
    this.#atFirst = { processMs: waits.processMs(), workshopMs: waits.workshopMs() };
  }

  /** The process was asked; `what` is the question's ticket. */
  owes(what: number | 'load'): void {
    if (this.#owed.size === 0) this.#sinceMs = performance.now();
    this.#owed.add(what);
  }

  answered(what: number | 'load'): void {
    if (this.#owed.delete(what) && this.#owed.size === 0) this.#totalMs += performance.now() - this.#sinceMs;
  }

  /** In milliseconds. */
  busyMs(): number {
    const nowMs = performance.now();
    const owedMs = this.#totalMs + (this.#owed.size === 0 ? 0 : nowMs - this.#sinceMs);
    const processMs = this.#waits.processMs() - this.#atFirst.processMs;
    const workshopMs = this.#waits.workshopMs() - this.#atFirst.workshopMs;
    return Math.max(0, owedMs - processMs, (nowMs - this.#begunMs - processMs - workshopMs) / ANSWERING_SHARE);
  }
}

/**
 * How long the main thread of a process has been ready to run without running, in milliseconds: the second number of schedstat (Linux,
 * Documentation/scheduler/sched-stats). 0 where that is not known: then a busy machine counts against the handler.
 */
export function waitedForProcessorMs(pid: number | undefined): number {
  try {
    return Number(readFileSync(`/proc/${pid}/schedstat`, 'utf8').split(' ')[1]) / 1_000_000 || 0;
  } catch {
    return 0;
  }
}
