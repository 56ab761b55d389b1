/** The handler goes on after the client has left: what it calls then throws, and the lines below that call never run. */
import { callError } from '../../timeline/wording.ts';
import { leftBeforeThrow } from '../findings.ts';
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const afterGoodbye: Cause = {
  id: 'after-goodbye',
  find(findings) {
    const { threw } = findings;
    const left = leftBeforeThrow(findings);
    if (!threw || left === undefined) return undefined;
    return {
      confidence: 'certain',
      title: `The client had left, and the handler threw ${callError(threw.error)}${atLine(threw.error.at)}`,
      advice:
        'Nobody was there to send to or to close. Nothing below that line ran, the cleanup included. Let the disconnect end the conversation, and put the cleanup where every way out passes: in finally.',
      evidence: [left, threw.seq],
      at: threw.error.at,
    };
  },
};
