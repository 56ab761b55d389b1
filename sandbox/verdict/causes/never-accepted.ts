/** The handler ends before it has accepted: the opening handshake gets 500. */
import type { Cause } from './cause.ts';

export const neverAccepted: Cause = {
  id: 'never-accepted',
  find({ refused, observedKind, returned, threw }) {
    const ended = returned ?? threw;
    if (!refused || observedKind !== 'refused' || refused.status !== 500 || !ended) return undefined;
    return {
      confidence: 'certain',
      title: 'The connection was never accepted',
      advice: 'The handler ended before accept had been awaited, so the opening handshake got 500. Accept first, or refuse on purpose.',
      evidence: [refused.seq, ended.seq],
    };
  },
};
