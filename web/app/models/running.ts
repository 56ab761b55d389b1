/** One step's runs: pressing Run, the events that stream in, the report, and what stale answers get (nothing). */
import { signal } from '@preact/signals';
import type { RunReport, TimelineEvent } from '../../../sandbox/index.ts';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { AttemptView, BrowserMessage, WorkingPattern, WorkshopMessage } from '../../protocol.ts';

export type Stage = 'none' | 'waiting' | 'running' | 'finished' | 'failed';

export interface Shown {
  stage: Stage;
  /** The browser's number for the run; 0 before the first. */
  run: number;
  /** The last result, to be looked at until this run has one of its own. */
  before?: Shown;
  /** How many runs are before this one. */
  place: number;
  events: readonly TimelineEvent[];
  report?: RunReport;
  feedback?: string;
  pattern?: WorkingPattern;
  /** None will come. */
  hasNoPattern?: boolean;
  /** Why there is no report: the workshop's sentence, never a verdict. */
  problem?: string;
  /** From the press to the report, in milliseconds. */
  tookMs?: number;
  /** What was run. */
  source?: string;
  /** When, in ISO 8601. */
  at?: string;
}

const NOTHING: Shown = { stage: 'none', run: 0, place: 0, events: [] };
/** Numbers go on over all steps of a page, so that no answer meets another step's run. */
let lastRun = 0;

/** What there is to look at: the last result while the next run is under way. */
export function lookedAt(shown: Shown): Shown {
  return isUnderWay(shown) && shown.before ? shown.before : shown;
}

export function isUnderWay({ stage }: Shown): boolean {
  return stage === 'running' || stage === 'waiting';
}

export class Running {
  readonly shown = signal<Shown>(NOTHING);
  readonly count = signal(0);
  readonly #send: (message: BrowserMessage) => boolean;
  readonly #onWorking: () => void;
  #run = -1;
  #pressedAt = 0;

  constructor(send: (message: BrowserMessage) => boolean, onWorking: () => void) {
    this.#send = send;
    this.#onWorking = onWorking;
  }

  start(step: string, dialect: Dialect, source: string): void {
    this.#run = ++lastRun;
    this.#pressedAt = performance.now();
    performance.mark('run-pressed');
    this.count.value += 1;
    const nothing = { ...NOTHING, run: this.#run, source, at: new Date().toISOString() };
    const { before, ...seen } = lookedAt(this.shown.value);
    const sent = this.#send({ type: 'run', run: this.#run, step, dialect, source });
    this.shown.value = sent
      ? { ...nothing, stage: 'running', before: seen.report ? seen : before }
      : { ...nothing, stage: 'failed', problem: NO_LINE };
  }

  stop(): void {
    if (this.isUnderWay) this.#send({ type: 'stop', run: this.#run });
  }

  /** An earlier attempt's result. */
  show({ report, feedback, pattern, source, at }: AttemptView): void {
    this.clear();
    const { timeline: events } = report;
    const beside = report.verdict.kind === 'working' ? { timeline: events } : pattern;
    const result = { report, feedback, events, pattern: beside, hasNoPattern: !beside, source, at };
    this.shown.value = { ...NOTHING, run: ++lastRun, stage: 'finished', ...result };
  }

  clear(): void {
    this.stop();
    this.#run = -1;
    this.shown.value = NOTHING;
  }

  get isUnderWay(): boolean {
    return isUnderWay(this.shown.value);
  }

  take(message: WorkshopMessage | { type: 'line-lost' }): void {
    if (message.type === 'line-lost') this.#lineLost();
    else if ('run' in message && message.run === this.#run) this.#takeOwn(message);
    else if (message.type === 'sandbox-error' && message.run === undefined && this.isUnderWay) this.#fail(message.message);
  }

  #takeOwn(message: Extract<WorkshopMessage, { run?: number }>): void {
    const shown = this.shown.value;
    if (message.type === 'queued') this.shown.value = { ...shown, stage: 'waiting', place: message.place };
    else if (message.type === 'started') this.shown.value = { ...shown, stage: 'running' };
    else if (message.type === 'events') this.shown.value = { ...shown, events: [...shown.events, ...message.events] };
    else if (message.type === 'finished') this.#finish(message.report, message.feedback);
    // As the history has it.
    else if (message.type === 'attempt') this.shown.value = { ...shown, at: message.attempt.at };
    else if (message.type === 'no-pattern') this.shown.value = { ...shown, hasNoPattern: true };
    else if (message.type === 'pattern') this.shown.value = { ...shown, pattern: message.pattern, before: undefined };
    else this.#fail(message.type === 'stopped' ? message.why : message.message);
  }

  #finish(report: RunReport, feedback: string | undefined): void {
    const tookMs = performance.now() - this.#pressedAt;
    this.shown.value = { ...this.shown.value, stage: 'finished', report, feedback, events: report.timeline, tookMs };
    measureWhenPainted();
    if (report.verdict.kind === 'working') this.#onWorking();
  }

  #fail(problem: string): void {
    this.shown.value = { ...this.shown.value, stage: 'failed', problem };
  }

  #lineLost(): void {
    if (this.isUnderWay)
      this.#fail('The line to the workshop was lost during the run. Press Run again when it is back; your draft is kept.');
  }
}

/** The measure `run-to-verdict` ends when the verdict has been painted. */
function measureWhenPainted(): void {
  globalThis.requestAnimationFrame?.(() => setTimeout(() => performance.measure('run-to-verdict', 'run-pressed')));
}

const NO_LINE =
  'The workshop does not answer, so nothing was run. Is it still running in its terminal? Your draft is kept in this browser.';
