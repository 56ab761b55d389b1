/** One learner, opened by the facilitator: what is kept of the work, and the draft or the attempt that is looked at. */
import { signal } from '@preact/signals';
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';
import type { SeatView, ShownView } from '../../../room-messages.ts';

export type Exercise = SeatView['exercises'][number];
export type Look = { kind: 'draft' } | { kind: 'attempt'; id: number; attempt: ShownView };

export interface SeatParts {
  fetchSeat(seat: number): Promise<SeatView>;
  fetchAttempt(id: number): Promise<ShownView>;
}

export class OpenedSeat {
  readonly view = signal<SeatView | undefined>(undefined);
  readonly look = signal<Look>({ kind: 'draft' });
  readonly problem = signal<string | undefined>(undefined);
  readonly #chosen = signal<{ step: string; dialect: Dialect } | undefined>(undefined);
  readonly #seat: number;
  readonly #parts: SeatParts;
  #asked: number | undefined;

  constructor(seat: number, parts: SeatParts) {
    this.#seat = seat;
    this.#parts = parts;
  }

  /** Again, when the board shows that something was done. What is shown already stays where the workshop does not answer. */
  async fetch(): Promise<void> {
    try {
      this.view.value = await this.#parts.fetchSeat(this.#seat);
      this.problem.value = undefined;
    } catch (failure) {
      this.problem.value = (failure as Error).message;
    }
  }

  /** The chosen one, or else where the learner works now. */
  get exercise(): Exercise | undefined {
    const view = this.view.value;
    const wanted = this.#chosen.value ?? view?.place;
    const found = view?.exercises.find(({ step, dialect }) => step === wanted?.step && dialect === wanted.dialect);
    if (found || !wanted) return found ?? view?.exercises[0];
    return { ...wanted, attempts: [] };
  }

  choose(step: string, dialect: Dialect): void {
    this.#chosen.value = { step, dialect };
    this.lookAtDraft();
  }

  lookAtDraft(): void {
    this.#asked = undefined;
    this.look.value = { kind: 'draft' };
  }

  async lookAt(id: number): Promise<void> {
    this.#asked = id;
    try {
      const attempt = await this.#parts.fetchAttempt(id);
      if (this.#asked !== id) return;
      this.look.value = { kind: 'attempt', id, attempt };
      this.problem.value = undefined;
    } catch (failure) {
      if (this.#asked === id) this.problem.value = (failure as Error).message;
    }
  }
}
