/** The handler does something that its process tells, an error above all, again and again. */
import type { Cause } from './cause.ts';

export const limitEvents: Cause = {
  id: 'limit-events',
  find({ limit, verdict }) {
    if (!limit || verdict.kind !== 'limit-exceeded' || limit.limit.what !== 'events') return undefined;
    return {
      confidence: 'certain',
      title: 'The handler does the same again and again',
      advice: verdict.sentence,
      evidence: [limit.seq],
      at: limit.limit.at,
    };
  },
};
