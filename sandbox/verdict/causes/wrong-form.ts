/** The answer is not of the agreed form: no JSON, JSON instead of text, or another opcode. */
import type { Cause } from './cause.ts';

export const wrongForm: Cause = {
  id: 'wrong-form',
  find({ observedKind, observed, answers }) {
    if (observedKind !== 'other-form' && observedKind !== 'other-opcode') return undefined;
    return {
      confidence: 'certain',
      title: 'The answer is not of the agreed form',
      advice: `The handler is alive and answers: ${observed}. Compare it with what the step asks for.`,
      evidence: answers.map(({ seq }) => seq).slice(-1),
    };
  },
};
