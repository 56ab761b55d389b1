/** What one learner of a room does, as it is told: the state behind one line of the board. */

import type { RunReport } from '../../../sandbox/index.ts';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { BoardLearner } from '../../room-messages.ts';

export interface Tried {
  step: string;
  verdict: RunReport['verdict']['kind'];
  cause?: string;
}

/** On one step, in all dialects. */
export interface OnStep {
  attempts: number;
  verdict?: Tried['verdict'];
  /** Of the newest attempt that did not work. */
  cause?: string;
  /** How many attempts in a row had this cause. */
  sameCause: number;
  /** From the first time that it was opened or run to its solution, in milliseconds. */
  tookMs?: number;
}

export class Progress {
  readonly seat: number;
  readonly name: string;
  readonly steps = new Map<string, OnStep>();
  readonly solved = new Set<string>();
  /** Its tabs that are connected. */
  tabs = 0;
  place: { step: string; dialect: Dialect; sinceMs: number } | undefined;
  activeMs: number;
  /** Runs that have begun, and those that wait for their turn. */
  readonly running = new Set<object>();
  readonly waiting = new Set<object>();
  readonly #begun = new Map<string, number>();

  constructor(seat: number, name: string, joinedMs: number) {
    this.seat = seat;
    this.name = name;
    this.activeMs = joinedMs;
  }

  /** true where that is another place than before. */
  goTo(step: string, dialect: Dialect, nowMs: number): boolean {
    this.begin(step, nowMs);
    if (this.place?.step === step && this.place.dialect === dialect) return false;
    const sinceMs = this.place?.step === step ? this.place.sinceMs : nowMs;
    this.place = { step, dialect, sinceMs };
    return true;
  }

  begin(step: string, nowMs: number): void {
    if (!this.#begun.has(step)) this.#begun.set(step, nowMs);
  }

  attempted({ step, verdict, cause }: Tried, nowMs: number): void {
    this.begin(step, nowMs);
    const on = this.steps.get(step) ?? { attempts: 0, sameCause: 0 };
    on.attempts += 1;
    on.verdict = verdict;
    if (verdict !== 'working') {
      on.sameCause = cause !== undefined && cause === on.cause ? on.sameCause + 1 : 1;
      on.cause = cause;
    } else if (!this.solved.has(step)) {
      this.solved.add(step);
      on.tookMs = nowMs - (this.#begun.get(step) ?? nowMs);
    }
    this.steps.set(step, on);
    this.activeMs = nowMs;
  }

  get state(): BoardLearner['state'] {
    if (!this.place) return 'new';
    if (this.running.size > 0) return 'running';
    if (this.waiting.size > 0) return 'waiting';
    if (this.solved.has(this.place.step)) return 'solved';
    return (this.steps.get(this.place.step)?.attempts ?? 0) > 0 ? 'broken' : 'reading';
  }
}
