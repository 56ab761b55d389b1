/** The handler closes without a code: the client reports 1005. */
import { isEnd } from '../findings.ts';
import type { Cause } from './cause.ts';
import { wantsEnd } from './words.ts';

export const closedWithoutCode: Cause = {
  id: 'closed-without-code',
  find({ closed, observedKind, unmet }) {
    const received = closed?.by === 'handler' ? closed.received : undefined;
    if (!closed || !received || received.code !== undefined || !isEnd(observedKind)) return undefined;
    const remedy = wantsEnd(unmet) ? 'Give close a code.' : 'Find out why that line was reached: the client had not said goodbye.';
    return {
      confidence: 'certain',
      title: 'The handler closed without a code (1005)',
      advice: `A close frame came, but it says nothing: the client reports 1005 and cannot know whether all is well. ${remedy}`,
      evidence: [closed.seq],
    };
  },
};
