/** The connection is open and nobody in the handler waits for a message. */
import { isUnanswered } from '../findings.ts';
import type { Cause } from './cause.ts';

export const nobodyListens: Cause = {
  id: 'nobody-listens',
  find(findings) {
    if (!isUnanswered(findings) || findings.answers.length > 0) return undefined;
    return {
      confidence: 'likely',
      title: 'The connection is open, but nobody listens',
      advice: 'Nothing in the handler waits for a message: the library answers pings by itself, your code answers nobody.',
      evidence: findings.pongs.map(({ seq }) => seq).slice(-2),
    };
  },
};
