/** The handler sends more than it was asked for. */
import { isFlood } from '../findings.ts';
import type { Cause } from './cause.ts';

export const unasked: Cause = {
  id: 'unasked',
  find(findings) {
    const { observedKind, answers } = findings;
    if (observedKind !== 'unsolicited' || isFlood(findings)) return undefined;
    return {
      confidence: 'likely',
      title: 'The handler sent more than was asked for',
      advice: 'One message, one answer, and none before the question: look for a second send, or for one that comes too soon.',
      evidence: answers.map(({ seq }) => seq).slice(0, 3),
    };
  },
};
