/** The handler writes more output than it may. */
import type { Cause } from './cause.ts';

export const limitOutput: Cause = {
  id: 'limit-output',
  find({ limit, verdict }) {
    if (!limit || verdict.kind !== 'limit-exceeded' || limit.limit.what !== 'output') return undefined;
    return {
      confidence: 'certain',
      title: 'The handler flooded the output',
      advice: verdict.sentence,
      evidence: [limit.seq],
      at: limit.limit.at,
    };
  },
};
