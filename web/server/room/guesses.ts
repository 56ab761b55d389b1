/** How often codes may be guessed: wrong ones count, by the address that they came from and in all. */

const WINDOW_MS = 60_000;
/** A whole room may stand behind one address, and mistype. */
const FROM_ONE_ADDRESS = 30;
const IN_ALL = 120;

export class Guesses {
  readonly #nowMs: () => number;
  #begunMs = Number.NEGATIVE_INFINITY;
  #all = 0;
  readonly #byAddress = new Map<string, number>();

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Seconds until a code is looked at again; 0 when it is now. */
  waitFor(address: string): number {
    this.#turn();
    const isTooMany = this.#all >= IN_ALL || (this.#byAddress.get(address) ?? 0) >= FROM_ONE_ADDRESS;
    return isTooMany ? Math.ceil((this.#begunMs + WINDOW_MS - this.#nowMs()) / 1_000) : 0;
  }

  wrong(address: string): void {
    this.#turn();
    this.#all += 1;
    this.#byAddress.set(address, (this.#byAddress.get(address) ?? 0) + 1);
  }

  #turn(): void {
    if (this.#nowMs() - this.#begunMs < WINDOW_MS) return;
    this.#begunMs = this.#nowMs();
    this.#all = 0;
    this.#byAddress.clear();
  }
}
