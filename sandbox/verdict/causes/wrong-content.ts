/** The answer is of the agreed form and has other content. */
import type { Cause } from './cause.ts';

export const wrongContent: Cause = {
  id: 'wrong-content',
  find({ observedKind, observed, answers }) {
    if (observedKind !== 'other-content') return undefined;
    return {
      confidence: 'certain',
      title: 'The answer has other content',
      advice: `The handler is alive and answers: ${observed}. Compare it with what the step asks for.`,
      evidence: answers.map(({ seq }) => seq).slice(-1),
    };
  },
};
