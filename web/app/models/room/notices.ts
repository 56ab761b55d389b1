/** What the facilitator has said to this learner, and has not been put away in this browser. */
import { signal } from '@preact/signals';
import type { Notice } from '../../../room-messages.ts';
import type { Keeper } from '../storage.ts';

const KEY = 'dismissed-notices';

export class Notices {
  readonly #keeper: Keeper;
  readonly #dismissed;

  constructor(keeper: Keeper) {
    this.#keeper = keeper;
    this.#dismissed = signal(new Set(read(keeper)));
    keeper.onOtherTab((key) => {
      if (key === KEY) this.#dismissed.value = new Set(read(keeper));
    });
  }

  /** The newest first. */
  left(notices: readonly Notice[]): Notice[] {
    return notices.filter(({ id }) => !this.#dismissed.value.has(id)).toReversed();
  }

  dismiss(ids: readonly number[]): void {
    this.#dismissed.value = new Set([...this.#dismissed.value, ...ids]);
    this.#keeper.write(KEY, JSON.stringify([...this.#dismissed.value]));
  }
}

function read(keeper: Keeper): number[] {
  try {
    const kept: unknown = JSON.parse(keeper.read(KEY) ?? '[]');
    return Array.isArray(kept) ? kept.filter((id) => typeof id === 'number') : [];
  } catch {
    return [];
  }
}
