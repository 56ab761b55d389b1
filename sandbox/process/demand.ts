/** How a number of waiting processes is shared out among runtimes: by what was asked for lately. Pure. */

/** What an older demand counts beside the next newer one: the last dozen has its say. */
const FADING = 0.85;

export class Demand<Of> {
  readonly #counts = new Map<Of, number>();

  asked(of: Of): void {
    for (const [each, count] of this.#counts) this.#counts.set(each, count * FADING);
    this.#counts.set(of, (this.#counts.get(of) ?? 0) + 1);
  }

  /** How many of `size` are due to each of `all`: one at least, whatever was asked for. */
  shares(all: readonly Of[], size: number): Map<Of, number> {
    const sum = all.reduce((total, each) => total + this.#of(each), 0);
    return new Map(all.map((each) => [each, Math.max(1, Math.round(sum === 0 ? size / all.length : (size * this.#of(each)) / sum))]));
  }

  #of(each: Of): number {
    return this.#counts.get(each) ?? 0;
  }
}
