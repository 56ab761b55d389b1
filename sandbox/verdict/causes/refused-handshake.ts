/** The opening handshake gets an HTTP status instead of 101. */
import type { Cause } from './cause.ts';

export const refusedHandshake: Cause = {
  id: 'refused-handshake',
  find({ refused, observedKind, returned, threw }) {
    if (!refused || observedKind !== 'refused' || (refused.status === 500 && (returned ?? threw))) return undefined;
    return {
      confidence: 'likely',
      title: `The opening handshake was refused with ${refused.status}`,
      advice: `${refused.status} is an answer from before the connection: look at the path, the checks before accept, and who answers the upgrade.`,
      evidence: [refused.seq],
    };
  },
};
