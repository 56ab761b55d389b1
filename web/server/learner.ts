/** One learner at one tab: at most one run under way and one that waits, and the newest one wins. */
import type { Catalog } from '../../lessons/catalog.ts';
import type { Step } from '../../lessons/lesson.ts';
import {
  chooseFeedback,
  type RunReport,
  type RunRequest,
  type Sandbox,
  SandboxClosed,
  SandboxError,
  Superseded,
  type TimelineEvent,
} from '../../sandbox/index.ts';
import type { Dialect } from '../../sandbox/runtimes/dialect.ts';
import type { AttemptSummary, BrowserMessage, WorkshopMessage } from '../protocol.ts';
import { logFailure } from './log-failure.ts';

type RunMessage = Extract<BrowserMessage, { type: 'run' }>;

/** What was run, and what came of it. */
export interface Attempt {
  step: string;
  dialect: Dialect;
  source: string;
  report: RunReport;
  feedback?: string;
}

export interface LearnerParts {
  catalog: Catalog;
  sandbox: Sandbox;
  /** Who has this tab, and perhaps others; the tab's alone when not given. */
  person?: object;
  send(message: WorkshopMessage): void;
  /** A run has its verdict. Resolves to what is kept of it, where anything is. */
  keep(attempt: Attempt): Promise<AttemptSummary | undefined>;
  /** What the attempt with this number is shown beside. */
  keepPattern(id: number, timeline: TimelineEvent[]): Promise<void>;
}

/** Why a run was ended from outside. */
class Stopped extends Error {}

export class Learner {
  readonly #parts: LearnerParts;
  readonly #runs = new Map<number, AbortController>();
  #pattern = new AbortController();

  constructor(parts: LearnerParts) {
    this.#parts = parts;
  }

  async run(message: RunMessage): Promise<void> {
    // Nobody looks at an older run's pattern any longer.
    this.#pattern.abort(new Stopped('A newer run began.'));
    this.#pattern = new AbortController();
    const controller = new AbortController();
    this.#runs.set(message.run, controller);
    try {
      await this.#play(message, controller, this.#pattern.signal);
    } catch (failure) {
      this.#tellFailure(message.run, failure);
    }
    if (this.#runs.get(message.run) === controller) this.#runs.delete(message.run);
  }

  stop(run: number): void {
    this.#runs.get(run)?.abort(new Stopped('You stopped it.'));
  }

  leave(): void {
    for (const controller of this.#runs.values()) controller.abort(new Stopped('The tab was closed.'));
  }

  async #play(message: RunMessage, controller: AbortController, ofPattern: AbortSignal): Promise<void> {
    const { signal } = controller;
    const { run, dialect } = message;
    const step = this.#parts.catalog.step(message.step);
    const solution = step?.exercises[dialect]?.solution;
    if (!step || solution === undefined) return this.#parts.send({ type: 'sandbox-error', run, message: UNKNOWN_STEP });
    const report = await this.#runHandler(message, step, controller);
    const { seed, timeline, verdict } = report;
    const feedback = chooseFeedback(step.scenario.feedback, report)?.say;
    this.#parts.send({ type: 'finished', run, report, feedback });
    const id = await this.#keep(run, { step: step.id, dialect, source: message.source, report, feedback });
    // A handler that works shows the working pattern itself.
    if (verdict.kind === 'working') return this.#parts.send({ type: 'pattern', run, pattern: { timeline } });
    const pattern = await this.#runSolution({
      source: solution,
      dialect,
      scenario: step.scenario,
      seed,
      signal: AbortSignal.any([signal, ofPattern]),
      background: true,
    });
    if (!pattern) return this.#parts.send({ type: 'no-pattern', run });
    this.#parts.send({ type: 'pattern', run, pattern: { timeline: pattern } });
    if (id !== undefined) await this.#keepPattern(id, pattern);
  }

  /** A disk that is full costs the history, not the verdict. Resolves to the attempt's number. */
  async #keep(run: number, attempt: Attempt): Promise<number | undefined> {
    try {
      const kept = await this.#parts.keep(attempt);
      if (kept) this.#parts.send({ type: 'attempt', run, attempt: kept });
      return kept?.id;
    } catch (failure) {
      logFailure('An attempt could not be kept', failure);
      return undefined;
    }
  }

  async #keepPattern(id: number, timeline: TimelineEvent[]): Promise<void> {
    try {
      await this.#parts.keepPattern(id, timeline);
    } catch (failure) {
      logFailure('What an attempt is shown beside could not be kept', failure);
    }
  }

  async #runHandler({ run, dialect, source }: RunMessage, { scenario }: Step, controller: AbortController): Promise<RunReport> {
    const { sandbox, send } = this.#parts;
    const batch = new EventBatch(
      (events) => send({ type: 'events', run, events }),
      (fault) => controller.abort(fault),
    );
    const report = await sandbox.run({
      source,
      dialect,
      scenario,
      signal: controller.signal,
      learner: this,
      person: this.#parts.person,
      onQueued: (place) => send({ type: 'queued', run, place }),
      onStart: ({ seed }) => send({ type: 'started', run, seed }),
      onEvents: (events) => batch.add(events),
    });
    batch.flush();
    return report;
  }

  /** The verdict is told already: without the pattern the page shows one lane less, and the terminal says why. */
  async #runSolution(request: RunRequest): Promise<TimelineEvent[] | undefined> {
    try {
      return (await this.#parts.sandbox.run(request)).timeline;
    } catch (failure) {
      if (!(failure instanceof Stopped || failure instanceof SandboxClosed)) logFailure('The working pattern could not be played', failure);
      return undefined;
    }
  }

  #tellFailure(run: number, failure: unknown): void {
    const { send } = this.#parts;
    if (failure instanceof Stopped || failure instanceof Superseded) send({ type: 'stopped', run, why: failure.message });
    else if (failure instanceof SandboxError) {
      if (failure.cause !== undefined) logFailure('The workshop failed in a run', failure.cause);
      send({ type: 'sandbox-error', run, message: failure.message });
    } else {
      logFailure('The workshop failed in a run', failure);
      send({
        type: 'sandbox-error',
        run,
        message: 'The workshop failed, not your handler. Press Run again; if it stays, restart the workshop.',
      });
    }
  }
}

const UNKNOWN_STEP = 'Expected a step of the catalog in one of its dialects, got another one. Choose it from the list of lessons again.';

/** How often events are sent on, in milliseconds: a page can draw no more often than some frames. */
const BATCH_MS = 40;

/** Gathers the events of a moment into one message. */
class EventBatch {
  readonly #send: (events: TimelineEvent[]) => void;
  readonly #onFault: (fault: unknown) => void;
  #events: TimelineEvent[] = [];
  #timer: NodeJS.Timeout | undefined;

  /** `onFault`: events could not be sent when their time came. */
  constructor(send: (events: TimelineEvent[]) => void, onFault: (fault: unknown) => void) {
    this.#send = send;
    this.#onFault = onFault;
  }

  add(events: TimelineEvent[]): void {
    if (this.#events.length === 0) this.#timer = setTimeout(() => this.#flushInTime(), BATCH_MS);
    this.#events.push(...events);
  }

  /** A handler's events: what fails with them fails its run. */
  #flushInTime(): void {
    try {
      this.flush();
    } catch (fault) {
      this.#onFault(fault);
    }
  }

  flush(): void {
    clearTimeout(this.#timer);
    if (this.#events.length === 0) return;
    this.#send(this.#events);
    this.#events = [];
  }
}
