/** Nobody answers the opening handshake, and the connection stays. */
import type { Cause } from './cause.ts';

export const noUpgradeAnswer: Cause = {
  id: 'no-upgrade-answer',
  find({ observedKind, verdict }) {
    if (observedKind !== 'no-handshake' || verdict.kind === 'crashed') return undefined;
    return {
      confidence: 'likely',
      title: 'The opening handshake got no answer',
      advice:
        'Nobody took the request to upgrade: is accept awaited, or is there a WebSocketServer on this server, on every path of the code?',
      evidence: [],
    };
  },
};
