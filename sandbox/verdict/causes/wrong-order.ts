/** The answer to a later message came before that to an earlier one. */
import type { Cause } from './cause.ts';

export const wrongOrder: Cause = {
  id: 'wrong-order',
  find({ observedKind, overtook }) {
    if (observedKind !== 'other-content' || !overtook) return undefined;
    return {
      confidence: 'certain',
      title: 'The answer to a later message came first',
      advice:
        'The messages are worked on at the same time, and each is answered when its own work is done. Let an answer wait for those before it, in a chain for each connection.',
      evidence: [overtook.seq],
    };
  },
};
