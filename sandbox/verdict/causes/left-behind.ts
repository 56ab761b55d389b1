/** Handlers or timers outlive their connection. */
import type { Cause } from './cause.ts';

export const leftBehind: Cause = {
  id: 'left-behind',
  find({ observedKind, observed }) {
    if (observedKind !== 'left-behind') return undefined;
    return {
      confidence: 'likely',
      title: 'Something outlived its connection',
      advice: `${observed}. Everything that is started for a connection ends with it, on every way out.`,
      evidence: [],
    };
  },
};
