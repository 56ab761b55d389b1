/**
 * Whoever waits for a verdict is served first: the pool boots its processes, one after the other, when nothing has run for a moment,
 * and stops as soon as something runs.
 */
import type { Workplace } from './run.ts';

/** Quiet time before the pool is refilled, in milliseconds. */
const REFILL_AFTER_MS = 100;

export class Refill {
  readonly #isIdle: () => boolean;
  #timer: NodeJS.Timeout | undefined;

  /** `isIdle`: nothing runs, and nothing is being ended. */
  constructor(isIdle: () => boolean) {
    this.#isIdle = isIdle;
  }

  later(workplace: Workplace): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#fill(workplace), REFILL_AFTER_MS);
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
  }

  async #fill(workplace: Workplace): Promise<void> {
    const { pool, runtimes } = workplace;
    if (!this.#isIdle()) return;
    if (await pool.add().catch(() => false)) await this.#fill(workplace);
    else for (const runtime of runtimes) runtime.warm();
  }
}
