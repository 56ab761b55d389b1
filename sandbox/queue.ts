/** First in, first out: so many runs at once as the machine can judge fairly. */

interface Waiting {
  start(): void;
  onQueued?: (place: number) => void;
}

export class Queue {
  readonly #atOnce: number;
  #running = 0;
  readonly #waiting: Waiting[] = [];

  constructor(atOnce: number) {
    this.#atOnce = atOnce;
  }

  get isIdle(): boolean {
    return this.#running === 0 && this.#waiting.length === 0;
  }

  /** Rejects with the signal's reason when that ends it, waiting or running. */
  async run<T>(task: () => Promise<T>, options: { signal?: AbortSignal; onQueued?: (place: number) => void } = {}): Promise<T> {
    options.signal?.throwIfAborted();
    if (this.#running >= this.#atOnce) await this.#wait(options);
    else this.#running += 1;
    try {
      return await task();
    } finally {
      this.#next();
    }
  }

  #wait({ signal, onQueued }: { signal?: AbortSignal; onQueued?: (place: number) => void }): Promise<void> {
    return new Promise((resolve, reject) => {
      const waiting: Waiting = {
        onQueued,
        start: () => {
          signal?.removeEventListener('abort', abandon);
          resolve();
        },
      };
      const abandon = () => {
        this.#waiting.splice(this.#waiting.indexOf(waiting), 1);
        this.#tellPlaces();
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', abandon, { once: true });
      this.#waiting.push(waiting);
      onQueued?.(this.#waiting.length);
    });
  }

  /** The place of the one that ended goes to the one that waits longest. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next) next.start();
    else this.#running -= 1;
    this.#tellPlaces();
  }

  #tellPlaces(): void {
    for (const [index, { onQueued }] of this.#waiting.entries()) onQueued?.(index + 1);
  }
}
