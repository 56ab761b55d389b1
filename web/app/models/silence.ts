/** A line on which nothing comes is dead, whatever the browser believes: a cable that was cut closes nothing. */

/** The workshop sends something at least every ten seconds. */
export const LONGEST_SILENCE_MS = 25_000;

export interface Watch {
  /** Something came. */
  heard(): void;
  stop(): void;
}

/** Calls back once, when nothing was heard for so long. */
export function watchSilence(onSilence: () => void): Watch {
  let waiting = setTimeout(onSilence, LONGEST_SILENCE_MS);
  return {
    heard() {
      clearTimeout(waiting);
      waiting = setTimeout(onSilence, LONGEST_SILENCE_MS);
    },
    stop: () => clearTimeout(waiting),
  };
}

/** Pages that have lost the same workshop do not all come back at the same moment. `drawn` is from 0 to 1. */
export function spread(waitMs: number, drawn = Math.random()): number {
  return waitMs * (0.5 + drawn);
}
