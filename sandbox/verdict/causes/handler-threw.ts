/** The handler throws, so it ends and the connection with it. */
import { callError } from '../../timeline/wording.ts';
import { leftBeforeThrow } from '../findings.ts';
import type { Cause } from './cause.ts';
import { atLine, thenDo } from './words.ts';

export const handlerThrew: Cause = {
  id: 'handler-threw',
  find(findings) {
    const { threw, accepted, closed, verdict, unmet } = findings;
    if (leftBeforeThrow(findings) !== undefined) return undefined;
    if (!threw || verdict.kind === 'crashed' || threw.error.means?.kind === 'illegal-close') return undefined;
    const { error, seq } = threw;
    return {
      confidence: 'certain',
      title: `The handler threw ${callError(error)}${atLine(error.at)}`,
      advice: accepted
        ? `Nobody caught it, so the handler ended and the connection with it: no close frame, 1006. Catch it inside${thenDo(unmet)}.`
        : 'It was thrown before the connection was accepted, so the opening handshake got 500.',
      evidence: [seq, ...(closed ? [closed.seq] : [])],
      at: error.at,
    };
  },
};
