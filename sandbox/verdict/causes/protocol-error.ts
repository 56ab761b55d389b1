/** Bytes come that RFC 6455 forbids. */
import type { Cause } from './cause.ts';

export const protocolError: Cause = {
  id: 'protocol-error',
  find({ observedKind, observed, invalid, outside }) {
    if (observedKind !== 'protocol-error' || (invalid?.flaw === 'subprotocol' && !outside)) return undefined;
    return {
      confidence: 'certain',
      title: 'The handler wrote what WebSocket forbids',
      advice: `${observed}. Something writes to the socket beside the library: two servers on one upgrade, or HTTP into an open connection.`,
      evidence: [],
    };
  },
};
