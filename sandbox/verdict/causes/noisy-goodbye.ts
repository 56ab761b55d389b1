/** The output says what it should not: an error for an ordinary goodbye. */
import type { Cause } from './cause.ts';

export const noisyGoodbye: Cause = {
  id: 'noisy-goodbye',
  find({ observedKind, observed }) {
    if (observedKind !== 'output-extra') return undefined;
    return {
      confidence: 'certain',
      title: 'The output says what it should not',
      advice: `The wire was right so far; ${observed}.`,
      evidence: [],
    };
  },
};
