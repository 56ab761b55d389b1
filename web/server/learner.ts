/** One learner at one tab: at most one run at a time, and the newest one wins. */
import type { Catalog } from '../../lessons/catalog.ts';
import { chooseFeedback, type RunReport, type Sandbox, SandboxError, type TimelineEvent } from '../../sandbox/index.ts';
import type { BrowserMessage, WorkingPattern, WorkshopMessage } from '../protocol.ts';

type RunMessage = Extract<BrowserMessage, { type: 'run' }>;

export interface LearnerParts {
  catalog: Catalog;
  sandbox: Sandbox;
  send(message: WorkshopMessage): void;
}

/** Why a run was ended from outside. */
class Stopped extends Error {}

export class Learner {
  readonly #parts: LearnerParts;
  #current: { run: number; controller: AbortController } | undefined;

  constructor(parts: LearnerParts) {
    this.#parts = parts;
  }

  async run(message: RunMessage): Promise<void> {
    this.#end('A newer run took its place.');
    const controller = new AbortController();
    const current = { run: message.run, controller };
    this.#current = current;
    try {
      await this.#play(message, controller.signal);
    } catch (failure) {
      this.#tellFailure(message.run, failure);
    }
    if (this.#current === current) this.#current = undefined;
  }

  stop(run: number): void {
    if (this.#current?.run === run) this.#end('You stopped it.');
  }

  leave(): void {
    this.#end('The tab was closed.');
  }

  #end(why: string): void {
    this.#current?.controller.abort(new Stopped(why));
    this.#current = undefined;
  }

  async #play({ run, step: id, dialect, source }: RunMessage, signal: AbortSignal): Promise<void> {
    const { catalog, sandbox, send } = this.#parts;
    const step = catalog.step(id);
    const exercise = step?.exercises[dialect];
    if (!step || !exercise) {
      send({
        type: 'sandbox-error',
        run,
        message: 'Expected a step of the catalog in one of its dialects, got another one. Choose it from the list of lessons again.',
      });
      return;
    }
    const batch = new EventBatch((events) => send({ type: 'events', run, events }));
    const report = await sandbox.run({
      source,
      dialect,
      scenario: step.scenario,
      signal,
      onQueued: (place) => send({ type: 'queued', run, place }),
      onStart: ({ seed, script }) => send({ type: 'started', run, seed, script }),
      onEvents: (events) => batch.add(events),
    });
    batch.flush();
    const feedback = chooseFeedback(step.scenario.feedback, report)?.say;
    send({ type: 'finished', run, report, feedback });
    const pattern = await this.#pattern(report, () =>
      sandbox.run({ source: exercise.solution, dialect, scenario: step.scenario, seed: report.seed, signal }),
    );
    send({ type: 'pattern', run, pattern });
  }

  /** A handler that works shows the working pattern itself. */
  async #pattern(report: RunReport, runSolution: () => Promise<RunReport>): Promise<WorkingPattern> {
    const { timeline } = report.verdict.kind === 'working' ? report : await runSolution();
    return { timeline };
  }

  #tellFailure(run: number, failure: unknown): void {
    const { send } = this.#parts;
    if (failure instanceof Stopped) send({ type: 'stopped', run, why: failure.message });
    else if (failure instanceof SandboxError) send({ type: 'sandbox-error', run, message: failure.message });
    else {
      console.error('The workshop failed in a run:', failure instanceof Error ? failure.stack : 'unknown');
      send({
        type: 'sandbox-error',
        run,
        message: 'The workshop failed, not your handler. Press Run again; if it stays, restart the workshop.',
      });
    }
  }
}

/** Gathers the events of one turn of the event loop into one message. */
class EventBatch {
  readonly #send: (events: TimelineEvent[]) => void;
  #events: TimelineEvent[] = [];

  constructor(send: (events: TimelineEvent[]) => void) {
    this.#send = send;
  }

  add(events: TimelineEvent[]): void {
    if (this.#events.length === 0) setImmediate(() => this.flush());
    this.#events.push(...events);
  }

  flush(): void {
    if (this.#events.length === 0) return;
    this.#send(this.#events);
    this.#events = [];
  }
}
