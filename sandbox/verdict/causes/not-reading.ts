/**
 * The process is at rest and answers no ping: the connection is not being read. A busy thread
 * would be a limit instead.
 */
import type { Cause } from './cause.ts';

export const notReading: Cause = {
  id: 'not-reading',
  find({ observedKind, unmet }) {
    if (observedKind !== 'silence' || unmet?.expect !== 'pongs') return undefined;
    return {
      confidence: 'likely',
      title: 'Not even a ping is answered',
      advice:
        'The library answers pings by itself, as long as it reads. The thread is free, so the connection is not being read: look for a pause without a resume, or for code that took the socket over.',
      evidence: [],
    };
  },
};
