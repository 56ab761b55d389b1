/** The timers that a handler meets: those of Node in all that a program sees of them, on the virtual clock. */
import { AsyncResource } from 'node:async_hooks';
import type { Harness } from '../harness/harness.ts';
import { needsFunction } from './argument.ts';

type Callback = (...given: unknown[]) => unknown;

const { apply } = Reflect;
const Context = AsyncResource;
const { runInAsyncScope } = Context.prototype;

/** Which of the harness's functions timers need. */
type Clock = Pick<Harness, 'schedule' | 'cancel' | 'refresh' | 'hold'>;

export interface Timers {
  setTimeout(callback: Callback, ms?: number, ...given: unknown[]): Timer;
  setInterval(callback: Callback, ms?: number, ...given: unknown[]): Timer;
  clearTimeout(timer?: unknown): void;
  clearInterval(timer?: unknown): void;
  /** Calls what the timer was set for. */
  fire(timer: object): void;
}

export interface Timer {
  ref(): Timer;
  unref(): Timer;
  hasRef(): boolean;
  refresh(): Timer;
  close(): Timer;
}

export function createTimers(clock: Clock): Timers {
  const clearTimer = (timer?: unknown) => {
    if (typeof timer === 'object' && timer !== null) clear(timer);
    else if (typeof timer === 'number' || typeof timer === 'string') clock.cancel(Number(timer));
  };
  const set = (callback: Callback, ms: number | undefined, given: unknown[], repeats: boolean): Timer => {
    needsFunction(callback);
    return new Timeout(clock, callback, delay(ms), given, repeats);
  };
  return {
    setTimeout: function setTimeout(callback, ms, ...given) {
      return set(callback, ms, given, false);
    },
    setInterval: function setInterval(callback, ms, ...given) {
      return set(callback, ms, given, true);
    },
    clearTimeout: function clearTimeout(timer) {
      clearTimer(timer);
    },
    clearInterval: function clearInterval(timer) {
      clearTimer(timer);
    },
    fire,
  };
}

let clear!: (timer: object) => void;
let fire!: (timer: object) => void;

/** What a handler has of a timer: nobody can reach the clock through it. */
class Timeout implements Timer {
  readonly #clock: Clock;
  readonly #callback: Callback;
  readonly #given: unknown[];
  readonly #ms: number;
  readonly #repeats: boolean;
  /** What AsyncLocalStorage holds where the timer was set. */
  readonly #context = new Context('Timeout', { requireManualDestroy: true });
  readonly #id: number;
  #holds = true;
  #cleared = false;

  constructor(clock: Clock, callback: Callback, ms: number, given: unknown[], repeats: boolean) {
    this.#clock = clock;
    this.#callback = callback;
    this.#ms = ms;
    this.#given = given;
    this.#repeats = repeats;
    this.#id = clock.schedule(this, ms, repeats);
  }

  ref(): this {
    return this.#hold(true);
  }

  unref(): this {
    return this.#hold(false);
  }

  hasRef(): boolean {
    return this.#holds;
  }

  refresh(): this {
    if (this.#cleared) return this;
    this.#clock.refresh(this.#id, this, this.#ms, this.#repeats);
    return this.#hold(this.#holds);
  }

  close(): this {
    clear(this);
    return this;
  }

  [Symbol.toPrimitive](): number {
    return this.#id;
  }

  [Symbol.dispose](): void {
    clear(this);
  }

  #hold(holds: boolean): this {
    this.#holds = holds;
    this.#clock.hold(this.#id, holds);
    return this;
  }

  static {
    clear = (timer) => {
      if (!(#id in timer)) return;
      timer.#cleared = true;
      timer.#clock.cancel(timer.#id);
    };
    fire = (timer) => {
      if (#context in timer) apply(runInAsyncScope, timer.#context, [timer.#callback, timer, ...timer.#given]);
    };
  }
}

/** The longest time that a timer takes; Node takes one millisecond for a longer one. */
const LONGEST_MS = 2 ** 31 - 1;

function delay(ms: unknown): number {
  const wanted = Number(ms);
  if (!(wanted > 0)) return 0;
  return wanted > LONGEST_MS ? 1 : Math.trunc(wanted);
}
