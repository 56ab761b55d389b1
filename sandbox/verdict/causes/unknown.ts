/** No known failure pattern fits. */
import type { Cause } from './cause.ts';

export const unknown: Cause = {
  id: 'unknown',
  find({ observed }) {
    return {
      confidence: 'possible',
      title: 'No known failure pattern fits',
      advice: `Compare the two lanes of the timeline at the place where they part${observed === '' ? '' : `: ${observed}`}. Log before and after each line that waits.`,
      evidence: [],
    };
  },
};
