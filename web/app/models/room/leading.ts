/** What the facilitator asks for, and what came of it. */
import { signal } from '@preact/signals';
import type { LeadRequest } from '../../../room-messages.ts';

export class Leading {
  /** What was done last, or why it was not. */
  readonly said = signal<{ sentence: string; isProblem: boolean } | undefined>(undefined);
  readonly #lead: (request: LeadRequest) => Promise<unknown>;

  constructor(lead: (request: LeadRequest) => Promise<unknown>) {
    this.#lead = lead;
  }

  /** true once the workshop has kept it. */
  async ask(request: LeadRequest, done: string): Promise<boolean> {
    this.said.value = undefined;
    try {
      await this.#lead(request);
      this.said.value = { sentence: done, isProblem: false };
      return true;
    } catch (failure) {
      this.said.value = { sentence: (failure as Error).message, isProblem: true };
      return false;
    }
  }

  putAway(): void {
    this.said.value = undefined;
  }
}

/** All steps up to this one. */
export function upTo(steps: readonly { id: string }[], step: string): string[] {
  return steps.slice(0, steps.findIndex(({ id }) => id === step) + 1).map(({ id }) => id);
}

/** The open steps with this one opened, or closed. */
export function toggled(steps: readonly { id: string; open: boolean }[], step: string): string[] {
  return steps.filter(({ id, open }) => (id === step ? !open : open)).map(({ id }) => id);
}
