/** Other messages came than the one that was asked for. */
import { wantsAnswer } from '../../findings.ts';
import type { OutsideCause } from './outside-cause.ts';

export const wrongAnswer: OutsideCause = {
  id: 'wrong-content',
  find({ observedKind, observed, unmet, answers }) {
    if (observedKind !== 'other-content' || !wantsAnswer(unmet)) return undefined;
    return {
      confidence: 'certain',
      title: 'The answer has other content',
      advice: `The backend is alive and sends messages, but not the one that was expected: ${observed}. Compare the two, key by key.`,
      evidence: answers.map(({ seq }) => seq).slice(-1),
    };
  },
};
