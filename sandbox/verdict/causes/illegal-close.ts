/**
 * close is called with a code or a reason that must not be sent, so it throws and nothing is sent.
 */
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const illegalClose: Cause = {
  id: 'illegal-close',
  find({ uncaught, threw, exited, closed }) {
    const event = uncaught ?? threw;
    if (event?.error.means?.kind !== 'illegal-close') return undefined;
    const ended = uncaught ? exited : closed;
    return {
      confidence: 'certain',
      title: `close refused what it was given${atLine(event.error.at)}: ${event.error.message}`,
      advice:
        'The exception came out of close itself, so nothing was sent and the client sees 1006. 1005 and 1006 are never sent; a reason has at most 123 bytes.',
      evidence: [event.seq, ...(ended ? [ended.seq] : [])],
      at: event.error.at,
    };
  },
};
