/** The 101 names no subprotocol where one was to be chosen, or another one than was to be. */
import type { Cause } from './cause.ts';

export const subprotocolMismatch: Cause = {
  id: 'subprotocol-mismatch',
  find({ unmet, accepted, invalid, observed, observedKind, outside }) {
    if (outside || unmet?.expect !== 'opens' || unmet.subprotocol === undefined) return undefined;
    const isOther = accepted !== undefined && observedKind === 'other-content' && (accepted.subprotocol ?? null) !== unmet.subprotocol;
    if (!isOther && invalid?.flaw !== 'subprotocol') return undefined;
    return {
      confidence: 'certain',
      title: 'The 101 does not answer the offer of subprotocols',
      advice: `${observed}. Compare Sec-WebSocket-Protocol in the request with that in the answer: it is to name one of those offered, the one that you mean to speak.`,
      evidence: [accepted, invalid].flatMap((event) => (event ? [event.seq] : [])),
    };
  },
};
