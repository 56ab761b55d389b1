/** The handler keeps the thread: its time is up while it is still busy. */

import { limitAdvice } from '../limit-sentence.ts';
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const loopFrozen: Cause = {
  id: 'loop-frozen',
  find({ limit, verdict }) {
    if (!limit || verdict.kind !== 'limit-exceeded' || limit.limit.what !== 'time') return undefined;
    const { at, loading } = limit.limit;
    const never = loading ? 'The handler never finished loading' : 'The handler never came to rest';
    return {
      confidence: 'certain',
      title: at ? `The handler never let go of the thread${atLine(at)}` : never,
      advice: limitAdvice(limit.limit),
      evidence: [limit.seq],
      at,
    };
  },
};
