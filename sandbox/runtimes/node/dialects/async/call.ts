/**
 * A call that has not begun: it begins when it is awaited, as a coroutine does in Python. One that is never awaited does nothing,
 * and the output says so in Python's words.
 */
import { placeIn } from '../../inside/stack-text.ts';
import type { Host } from '../host.ts';

export interface CallParts<T> {
  name: string;
  begin(): Promise<T>;
  onBegun(call: Call<T>): void;
  host: Host;
}

export class Call<T> implements PromiseLike<T> {
  readonly #name: string;
  readonly #begin: () => Promise<T>;
  readonly #onBegun: (call: Call<T>) => void;
  readonly #host: Host;
  #begun = false;

  constructor({ name, begin, onBegun, host }: CallParts<T>) {
    this.#name = name;
    this.#begin = begin;
    this.#onBegun = onBegun;
    this.#host = host;
  }

  // biome-ignore lint/suspicious/noThenProperty: a thenable is what this dialect's calls are
  then<R1 = T, R2 = never>(
    onDone?: ((value: T) => R1 | PromiseLike<R1>) | null,
    onFailed?: ((reason: unknown) => R2 | PromiseLike<R2>) | null,
  ): Promise<R1 | R2> {
    if (this.#begun) return Promise.reject(new Error('cannot reuse already awaited call')).then(onDone, onFailed);
    this.#begun = true;
    this.#onBegun(this);
    this.#host.begins(this);
    try {
      return this.#begin().then(onDone, onFailed);
    } finally {
      this.#host.hasBegun();
    }
  }

  warnIfNotBegun(): void {
    if (this.#begun) return;
    const at = placeIn(this.#host.neverAwaited(this.#name, this));
    process.stderr.write(`RuntimeWarning: '${this.#name}' was never awaited${at ? ` (handler.ts:${at.line})` : ''}\n`);
  }
}
