/** The handler closes with a code that the step does not want, or when it does not want it. */
import { isEnd, isServersClose } from '../findings.ts';
import type { Cause } from './cause.ts';

export const closedOnPurpose: Cause = {
  id: 'closed-on-purpose',
  find(findings) {
    const { closed, observedKind } = findings;
    const received = closed?.by === 'handler' ? closed.received : undefined;
    if (!closed || received?.code === undefined || !isEnd(observedKind) || isServersClose(findings)) return undefined;
    return {
      confidence: 'certain',
      title: `The handler closed with ${received.code}`,
      advice: 'A close frame came, so some line called close. A clean code is no proof of health: find out why that line was reached.',
      evidence: [closed.seq],
    };
  },
};
