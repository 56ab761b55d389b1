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
  /** What it had waited for a processor at the last look, and before the debt that was seen last. */
  #looked = 0;
  #seen = { sinceMs: 0, waitedMs: 0 };
  #isBlocked = false;
  /** When its last blocking wait was over. */
  #releasedMs = 0;
  #totalMs = 0;

  constructor(waits: Waits) {
    this.#waits = waits;
    this.#atFirst = { processMs: waits.processMs(), workshopMs: waits.workshopMs() };
    this.#looked = this.#atFirst.processMs;
  }

  /** The process was asked; `what` is the question's ticket. */
  owes(what: number | 'load'): void {
    if (this.#owed.size === 0) this.#sinceMs = performance.now();
    this.#owed.add(what);
  }

  answered(what: number | 'load'): void {
    if (this.#owed.delete(what) && this.#owed.size === 0) this.#totalMs += performance.now() - this.#sinceMs;
  }

  /** It is in a blocking wait, which lasts for as long as the workshop lets it. */
  blocked(): void {
    this.#isBlocked = true;
  }

  released(): void {
    this.#isBlocked = false;
    this.#releasedMs = performance.now();
  }

  /**
   * How long it has owed an answer by now, in milliseconds, without a blocking wait before. What it waited for a processor is taken off
   * from the look before the debt began on, so it is to be looked at again and again.
   */
  busyNowMs(): number {
    const sinceMs = Math.max(this.#sinceMs, this.#releasedMs);
    const waitedMs = this.#waits.processMs();
    if (sinceMs !== this.#seen.sinceMs) this.#seen = { sinceMs, waitedMs: this.#looked };
    this.#looked = waitedMs;
    if (this.#owed.size === 0 || this.#isBlocked) return 0;
    return Math.max(0, performance.now() - sinceMs - (waitedMs - this.#seen.waitedMs));
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
