/** A point of the connection’s life leaves no line in the output. */
import type { Cause } from './cause.ts';

export const notLogged: Cause = {
  id: 'not-logged',
  find({ observedKind, observed }) {
    if (observedKind !== 'output-missing') return undefined;
    return {
      confidence: 'certain',
      title: 'A point of the connection’s life is not logged',
      advice: `The wire was right so far; ${observed}.`,
      evidence: [],
    };
  },
};
