/** A step's attempts in one dialect, as the workshop keeps them, and the one that is looked at. */
import { signal } from '@preact/signals';
import type { AttemptSummary, AttemptView, WorkshopMessage } from '../../protocol.ts';

export class AttemptHistory {
  /** The newest first. */
  readonly attempts = signal<AttemptSummary[]>([]);
  readonly chosen = signal<AttemptView | undefined>(undefined);
  /** Why the one that was asked for cannot be shown. */
  readonly problem = signal<string | undefined>(undefined);
  readonly #fetch: (id: number) => Promise<AttemptView>;
  #asked: number | undefined;

  constructor(fetch: (id: number) => Promise<AttemptView>) {
    this.#fetch = fetch;
  }

  meet(attempts: AttemptSummary[]): void {
    this.attempts.value = attempts;
  }

  take(message: WorkshopMessage | { type: 'line-lost' }): void {
    if (message.type !== 'attempt' || this.attempts.value.some(({ id }) => id === message.attempt.id)) return;
    this.attempts.value = [message.attempt, ...this.attempts.value];
  }

  /** Resolves to the attempt where it is still the one that is asked for. */
  async choose(id: number): Promise<AttemptView | undefined> {
    this.#asked = id;
    const fetched = await this.#fetch(id).catch((failure: Error) => failure);
    if (this.#asked !== id) return undefined;
    const isThere = !(fetched instanceof Error);
    this.problem.value = isThere ? undefined : fetched.message;
    this.chosen.value = isThere ? fetched : undefined;
    return this.chosen.value;
  }
}
