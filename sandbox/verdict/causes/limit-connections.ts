/** The run needs more connections than a sandbox process has. */
import type { Cause } from './cause.ts';

export const limitConnections: Cause = {
  id: 'limit-connections',
  find({ limit, verdict }) {
    if (!limit || verdict.kind !== 'limit-exceeded' || limit.limit.what !== 'connections') return undefined;
    return {
      confidence: 'certain',
      title: 'The run needed too many connections',
      advice: verdict.sentence,
      evidence: [limit.seq],
      at: limit.limit.at,
    };
  },
};
