/** A solution that the facilitator offers takes the place of the draft, which the workshop keeps first. */
import { signal } from '@preact/signals';
import type { Dialect } from '../../../../sandbox/runtimes/dialect.ts';
import type { StepSession } from '../step-session.ts';

export interface OfferParts {
  setAside(step: string, dialect: Dialect, text: string): Promise<unknown>;
}

export class Offers {
  /** The step and dialect whose draft was set aside last. */
  readonly taken = signal<{ step: string; dialect: Dialect } | undefined>(undefined);
  /** Why a draft could not be set aside: nothing was replaced then. */
  readonly problem = signal<string | undefined>(undefined);
  readonly #parts: OfferParts;
  #isTaking = false;

  constructor(parts: OfferParts) {
    this.#parts = parts;
  }

  /** true once the solution is the draft. What is typed while the workshop keeps the draft is kept too. */
  async take(session: StepSession): Promise<boolean> {
    if (this.#isTaking) return false;
    this.#isTaking = true;
    this.problem.value = undefined;
    const { step, dialect, draft } = session;
    try {
      let kept: string;
      do {
        kept = draft.text.value;
        await this.#parts.setAside(step.id, dialect, kept);
      } while (draft.text.value !== kept);
      session.takeSolution();
      this.taken.value = { step: step.id, dialect };
      return true;
    } catch (failure) {
      this.problem.value = (failure as Error).message;
      return false;
    } finally {
      this.#isTaking = false;
    }
  }
}
