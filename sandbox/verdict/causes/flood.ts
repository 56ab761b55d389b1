/** The handler sends message after message without waiting for any. */
import { isFlood } from '../findings.ts';
import type { Cause } from './cause.ts';
import { atLimit } from './words.ts';

export const flood: Cause = {
  id: 'flood',
  find(findings) {
    const flooded = atLimit(findings, ['frames', 'wire'], 'The handler flooded the wire');
    if (flooded) return flooded;
    const { answers, observedKind } = findings;
    if (observedKind !== 'unsolicited' || !isFlood(findings)) return undefined;
    return {
      confidence: 'likely',
      title: `The handler sent ${answers.length} messages that nothing asked for`,
      advice: 'A loop sends without waiting for a message. What in it should wait, and does it?',
      evidence: answers.map(({ seq }) => seq).slice(0, 3),
    };
  },
};
