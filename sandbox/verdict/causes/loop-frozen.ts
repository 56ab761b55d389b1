/** The handler keeps the thread: its time is up while it is still busy. */
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
      advice: 'One thread serves every connection. A loop has to wait for something, with await, so that the others get their turn.',
      evidence: [limit.seq],
      at,
    };
  },
};
