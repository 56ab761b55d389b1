/** The handler sends no pings, or too few, where the step asks for a heartbeat. */
import type { Cause } from './cause.ts';

export const noHeartbeat: Cause = {
  id: 'no-heartbeat',
  find({ observedKind, unmet, accepted }) {
    if (observedKind !== 'silence' || unmet?.expect !== 'pings' || !accepted) return undefined;
    return {
      confidence: 'likely',
      title: 'The handler sends too few pings',
      advice:
        'A client that has gone without a goodbye is only found by asking: send a ping on a timer, for each connection, as long as it is open.',
      evidence: [],
    };
  },
};
