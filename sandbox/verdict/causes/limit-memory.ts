/** The handler holds more memory than it may. */
import type { Cause } from './cause.ts';

export const limitMemory: Cause = {
  id: 'limit-memory',
  find({ limit, verdict }) {
    if (!limit || verdict.kind !== 'limit-exceeded' || limit.limit.what !== 'memory') return undefined;
    return {
      confidence: 'certain',
      title: 'The handler ran out of memory',
      advice: verdict.sentence,
      evidence: [limit.seq],
      at: limit.limit.at,
    };
  },
};
