/** The handler sends message after message without waiting for any. */
import { isFlood } from '../findings.ts';
import type { Cause } from './cause.ts';

export const flood: Cause = {
  id: 'flood',
  find(findings) {
    const { limit, verdict, answers, observedKind } = findings;
    if (limit && verdict.kind === 'limit-exceeded' && (limit.limit.what === 'frames' || limit.limit.what === 'wire')) {
      return {
        confidence: 'certain',
        title: 'The handler flooded the wire',
        advice: verdict.sentence,
        evidence: [limit.seq],
        at: limit.limit.at,
      };
    }
    if (observedKind !== 'unsolicited' || !isFlood(findings)) return undefined;
    return {
      confidence: 'likely',
      title: `The handler sent ${answers.length} messages that nothing asked for`,
      advice: 'A loop sends without waiting for a message. What in it should wait, and does it?',
      evidence: answers.map(({ seq }) => seq).slice(0, 3),
    };
  },
};
