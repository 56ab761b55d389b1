/** `timers/promises` on the virtual clock, as Node has it on the real one. */
import type { Timer, Timers } from './timers.ts';

interface Options {
  ref?: boolean;
  signal?: AbortSignal;
}

class AbortError extends Error {
  override name = 'AbortError';
  readonly code = 'ABORT_ERR';

  constructor(signal: AbortSignal) {
    super('The operation was aborted', { cause: signal.reason });
  }
}

export function createTimersPromises({ setTimeout, setInterval, clearTimeout, clearInterval }: Timers) {
  return {
    setTimeout: function setTimeout_(ms?: number, value?: unknown, { ref = true, signal }: Options = {}): Promise<unknown> {
      if (signal?.aborted) return Promise.reject(new AbortError(signal));
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          signal?.removeEventListener('abort', abort);
          resolve(value);
        }, ms);
        if (!ref) timer.unref();
        const abort = () => {
          clearTimeout(timer);
          if (signal) reject(new AbortError(signal));
        };
        signal?.addEventListener('abort', abort, { once: true });
      });
    },
    setInterval: async function* setInterval_(ms?: number, value?: unknown, { ref = true, signal }: Options = {}) {
      if (signal?.aborted) throw new AbortError(signal);
      let due = 0;
      let wake = () => {};
      let timer: Timer | undefined;
      const abort = () => wake();
      try {
        timer = setInterval(() => {
          due += 1;
          wake();
        }, ms);
        if (!ref) timer.unref();
        signal?.addEventListener('abort', abort, { once: true });
        while (!signal?.aborted) {
          if (due === 0) await new Promise<void>((resolve) => (wake = resolve));
          for (; due > 0 && !signal?.aborted; due--) yield value;
        }
        throw new AbortError(signal);
      } finally {
        clearInterval(timer);
        signal?.removeEventListener('abort', abort);
      }
    },
  };
}
