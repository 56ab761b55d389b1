/** A learner at one step in one dialect: the draft and what became of it. */
import { type Signal, signal } from '@preact/signals';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { AttemptView, BrowserMessage, StepView, WorkshopMessage } from '../../protocol.ts';
import { Draft } from './draft.ts';
import { withFrame } from './frame.ts';
import { AttemptHistory } from './history.ts';
import { Meaning } from './meaning.ts';
import { lookedAt, Running } from './running.ts';
import { SentMessages } from './sent-messages.ts';
import { hintsKey, type Keeper, solvedKey } from './storage.ts';
import { Talking } from './talk.ts';

export interface SessionParts {
  /** What all tabs of this browser keep, and what this tab keeps over a reload. */
  keeper: Keeper;
  tab: Keeper;
  /** false when there is no line to the workshop. */
  send(message: BrowserMessage): boolean;
  fetchAttempt(id: number): Promise<AttemptView>;
  /** Calls back with what comes from the workshop, until the returned function is called. */
  listen(listener: (message: Parameters<StepSession['take']>[0]) => void): () => void;
}

/** What took the place of a draft. */
type Replaced = 'reset' | 'frame' | 'attempt' | 'solution';

export class StepSession {
  readonly #step: Signal<StepView>;
  readonly dialect: Dialect;
  readonly draft: Draft;
  readonly history: AttemptHistory;
  readonly solved = signal(false);
  readonly hints = signal(0);
  /** What Reset, a frame or an attempt replaced, until the learner types again. */
  readonly undo = signal<{ text: string; of: Replaced } | undefined>(undefined);
  readonly running: Running;
  readonly meaning = new Meaning();
  readonly talking: Talking;
  readonly sent: SentMessages;
  readonly #keeper: Keeper;
  readonly #ignore: () => void;

  constructor(step: StepView, dialect: Dialect, parts: SessionParts) {
    const { keeper, send, listen, fetchAttempt } = parts;
    this.#step = signal(step);
    this.dialect = dialect;
    this.#keeper = keeper;
    this.history = new AttemptHistory(fetchAttempt);
    this.draft = new Draft({ step: step.id, dialect, starter: this.starter, ...parts });
    this.solved.value = keeper.read(solvedKey(step.id, dialect)) !== undefined;
    this.hints.value = Number(keeper.read(hintsKey(step.id)) ?? 0);
    this.running = new Running(send, () => this.#solve());
    this.talking = new Talking(send, { step: step.id, dialect });
    this.sent = new SentMessages(keeper, step.id);
    // From the start: an answer may come sooner than a page is drawn.
    this.#ignore = listen((message) => this.take(message));
  }

  /** The learner has gone to another step. */
  leave(): void {
    this.#ignore();
    this.running.stop();
    this.talking.end();
    this.draft.leave();
  }

  take(message: WorkshopMessage | { type: 'line-lost' }): void {
    this.running.take(message);
    if (message.type === 'finished' && message.report === this.running.shown.value.report)
      this.meaning.follow(message.report, this.history.attempts.value);
    this.draft.take(message);
    this.history.take(message);
    this.talking.take(message);
  }

  get step(): StepView {
    return this.#step.value;
  }

  /** The step as it is written now. Whoever has typed nothing gets the new starter. */
  meetStep(step: StepView): void {
    const before = this.starter;
    this.#step.value = step;
    if (this.starter !== before && this.draft.text.value === before) this.draft.replace(this.starter);
  }

  get starter(): string {
    return this.step.exercises[this.dialect]?.starter ?? '';
  }

  get solution(): string {
    return this.step.exercises[this.dialect]?.solution ?? '';
  }

  type(text: string): void {
    if (text === this.draft.text.value) return;
    this.undo.value = undefined;
    this.draft.type(text);
  }

  run(): void {
    this.running.start(this.step.id, this.dialect, this.draft.text.value);
  }

  /** Asks what the result that is looked at means; false where that does not wait. */
  askMeaning(): boolean {
    const cause = lookedAt(this.running.shown.value).report?.diagnoses[0]?.cause;
    if (cause === undefined || this.meaning.isTold(cause)) return false;
    this.meaning.tell(cause);
    return true;
  }

  /** Back to the starter; `undoReplacing` brings the draft back. */
  reset(): void {
    this.#replaceUndoably(this.starter, 'reset');
  }

  /** Writes what a pasted block lacks around it, where the last run has said what that is. */
  addFrame(): void {
    const verdict = lookedAt(this.running.shown.value).report?.verdict;
    if (verdict?.kind !== 'did-not-compile' || !verdict.frame) return;
    this.#replaceUndoably(withFrame(this.draft.text.value, verdict.frame), 'frame');
  }

  /** Shows what came of an attempt. */
  async look(id: number): Promise<void> {
    const attempt = await this.history.choose(id);
    if (attempt) this.running.show(attempt);
  }

  /** The text of the attempt that is looked at becomes the draft; `undoReplacing` brings the draft back. */
  takeAttempt(): void {
    const attempt = this.history.chosen.value;
    if (!attempt) return;
    this.bringBack(attempt.source);
  }

  /** An earlier text becomes the draft; `undoReplacing` brings the draft back. */
  bringBack(text: string): void {
    const before = this.draft.text.value;
    this.draft.replace(text);
    this.undo.value = { text: before, of: 'attempt' };
  }

  /** The solution becomes the draft, as the facilitator has offered; `undoReplacing` brings the draft back. */
  takeSolution(): void {
    this.#replaceUndoably(this.solution, 'solution');
  }

  /** Brings back what Reset, or a frame, has replaced. */
  undoReplacing(): void {
    const before = this.undo.value;
    this.undo.value = undefined;
    if (before !== undefined) this.draft.replace(before.text);
  }

  revealHint(): void {
    this.hints.value = Math.min(this.hints.value + 1, this.step.hintsHtml.length);
    this.#keeper.write(hintsKey(this.step.id), String(this.hints.value));
  }

  #solve(): void {
    this.solved.value = true;
    this.#keeper.write(solvedKey(this.step.id, this.dialect), new Date().toISOString());
  }

  #replaceUndoably(text: string, of: Replaced): void {
    const before = this.draft.text.value;
    this.draft.replace(text);
    this.undo.value = { text: before, of };
    this.running.clear();
  }
}
