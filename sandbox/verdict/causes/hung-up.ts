/** TCP ends before the opening handshake is answered. */
import type { Cause } from './cause.ts';

export const hungUp: Cause = {
  id: 'hung-up',
  find({ observedKind, closed, verdict }) {
    if (observedKind !== 'hung-up' || !closed || verdict.kind === 'crashed') return undefined;
    return {
      confidence: 'likely',
      title: 'The handler hung up before it answered the opening handshake',
      advice:
        'TCP ended and no HTTP answer came, so the client learns neither a status nor a reason. Look for a destroy or an end on the socket of the upgrade; to refuse a connection, write a status first.',
      evidence: [closed.seq],
    };
  },
};
