/** Somebody who reads a timeline: the options that were chosen, and the event that is pointed at. */
import { signal } from '@preact/signals';
import type { ReadingView } from '../../protocol.ts';
import { answersKey, type Keeper, readKey } from './storage.ts';

export class ReadingSession {
  readonly reading: ReadingView;
  /** For each question the indexes of the options that were chosen, in that order. */
  readonly chosen = signal<readonly (readonly number[])[]>([]);
  /** `seq` of the event that the last choice is about. */
  readonly pointedAt = signal<number | undefined>(undefined);
  readonly #keeper: Keeper;

  constructor(reading: ReadingView, keeper: Keeper) {
    this.reading = reading;
    this.#keeper = keeper;
    this.chosen.value = readAnswers(keeper.read(answersKey(reading.id)), reading);
  }

  choose(question: number, option: number): void {
    const before = this.chosen.value[question] ?? [];
    this.pointedAt.value = this.reading.questions[question]?.options[option]?.seq;
    if (before.includes(option)) return;
    this.chosen.value = this.reading.questions.map((_, index) =>
      index === question ? [...before, option] : (this.chosen.value[index] ?? []),
    );
    this.#keeper.write(answersKey(this.reading.id), JSON.stringify(this.chosen.value));
    if (this.isRead) this.#keeper.write(readKey(this.reading.id), new Date().toISOString());
  }

  isAnswered(question: number): boolean {
    const options = this.reading.questions[question]?.options ?? [];
    return (this.chosen.value[question] ?? []).some((option) => options[option]?.right);
  }

  get isRead(): boolean {
    return this.reading.questions.every((_, question) => this.isAnswered(question));
  }

  /** The answers begin anew; that it was read once stays. */
  again(): void {
    this.chosen.value = [];
    this.pointedAt.value = undefined;
    this.#keeper.remove(answersKey(this.reading.id));
  }
}

/** Whatever a browser kept that does not fit the questions counts for nothing. */
function readAnswers(kept: string | undefined, { questions }: ReadingView): number[][] {
  const answers = parse(kept);
  const fits =
    answers?.length === questions.length && answers.every((options, index) => options.every((option) => questions[index]?.options[option]));
  return fits ? answers : [];
}

function parse(kept: string | undefined): number[][] | undefined {
  if (kept === undefined) return undefined;
  try {
    const value: unknown = JSON.parse(kept);
    const isList = Array.isArray(value) && value.every((each) => Array.isArray(each) && each.every(Number.isInteger));
    return isList ? (value as number[][]) : undefined;
  } catch {
    return undefined;
  }
}
