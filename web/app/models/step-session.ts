/** A learner at one step in one dialect: the draft and what became of it. */
import { signal } from '@preact/signals';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import type { BrowserMessage, StepView } from '../../protocol.ts';
import { withFrame } from './frame.ts';
import { Running } from './running.ts';
import { draftKey, hintsKey, type Keeper, solvedKey } from './storage.ts';

export type Saved = 'saved' | 'not-kept';

export class StepSession {
  readonly step: StepView;
  readonly dialect: Dialect;
  readonly draft = signal('');
  /** Goes up when the draft was replaced by anything but typing: only then does the editor take it over. */
  readonly replaced = signal(0);
  readonly saved = signal<Saved>('saved');
  readonly solved = signal(false);
  readonly hints = signal(0);
  /** What Reset, or a frame, replaced, until the learner types again. */
  readonly undo = signal<{ text: string; of: 'reset' | 'frame' } | undefined>(undefined);
  /** Another tab's newer text of the same draft. */
  readonly otherTab = signal<string | undefined>(undefined);
  readonly running: Running;
  readonly #keeper: Keeper;
  readonly #deafen: () => void;

  constructor(step: StepView, dialect: Dialect, keeper: Keeper, send: (message: BrowserMessage) => boolean) {
    this.step = step;
    this.dialect = dialect;
    this.#keeper = keeper;
    this.draft.value = keeper.read(draftKey(step.id, dialect)) ?? this.starter;
    this.solved.value = keeper.read(solvedKey(step.id, dialect)) !== undefined;
    this.hints.value = Number(keeper.read(hintsKey(step.id)) ?? 0);
    this.running = new Running(send, () => this.#solve());
    this.#deafen = keeper.onOtherTab((key, value) => {
      if (key === draftKey(step.id, dialect) && value !== this.draft.value) this.otherTab.value = value;
    });
  }

  /** The learner has gone to another step. */
  leave(): void {
    this.running.stop();
    this.#deafen();
  }

  get starter(): string {
    return this.step.exercises[this.dialect]?.starter ?? '';
  }

  get solution(): string {
    return this.step.exercises[this.dialect]?.solution ?? '';
  }

  type(text: string): void {
    if (text === this.draft.value) return;
    this.undo.value = undefined;
    this.#keep(text);
  }

  run(): void {
    this.running.start(this.step.id, this.dialect, this.draft.value);
  }

  /** Back to the starter; `undoReplacing` brings the draft back. */
  reset(): void {
    this.#replaceUndoably(this.starter, 'reset');
  }

  /** Writes what a pasted block lacks around it, where the last run has said what that is. */
  addFrame(): void {
    const verdict = this.running.shown.value.report?.verdict;
    if (verdict?.kind !== 'did-not-compile' || !verdict.frame) return;
    this.#replaceUndoably(withFrame(this.draft.value, verdict.frame), 'frame');
  }

  /** Brings back what Reset, or a frame, has replaced. */
  undoReplacing(): void {
    const before = this.undo.value;
    this.undo.value = undefined;
    if (before !== undefined) this.#replace(before.text);
  }

  takeOtherTab(): void {
    const text = this.otherTab.value;
    this.otherTab.value = undefined;
    if (text !== undefined) this.#replace(text);
  }

  keepThisTab(): void {
    this.otherTab.value = undefined;
    this.#keep(this.draft.value);
  }

  revealHint(): void {
    this.hints.value = Math.min(this.hints.value + 1, this.step.hintsHtml.length);
    this.#keeper.write(hintsKey(this.step.id), String(this.hints.value));
  }

  #solve(): void {
    this.solved.value = true;
    this.#keeper.write(solvedKey(this.step.id, this.dialect), new Date().toISOString());
  }

  #replaceUndoably(text: string, of: 'reset' | 'frame'): void {
    const before = this.draft.value;
    this.#replace(text);
    this.undo.value = { text: before, of };
    this.running.clear();
  }

  #replace(text: string): void {
    this.#keep(text);
    this.replaced.value += 1;
  }

  #keep(text: string): void {
    this.draft.value = text;
    this.saved.value = this.#keeper.write(draftKey(this.step.id, this.dialect), text) ? 'saved' : 'not-kept';
  }
}
