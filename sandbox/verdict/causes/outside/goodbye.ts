/** The probe has begun the closing handshake, and no close frame came back. */
import type { OutsideCause } from './outside-cause.ts';

export const goodbyeUnanswered: OutsideCause = {
  id: 'goodbye-unanswered',
  find({ observedKind, unmet, goodbye, outside }) {
    if (observedKind !== 'still-open' || unmet?.expect !== 'ends' || !goodbye || !outside) return undefined;
    return {
      confidence: 'likely',
      title: 'A close frame is not answered',
      advice:
        'A client that leaves properly then waits until it gives up, and the server keeps the connection as long. A library answers by itself as long as it reads: look for a pause without a resume, or a handler that took the socket over.',
      evidence: [goodbye.seq],
    };
  },
};
