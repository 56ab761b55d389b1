/** Who waited before the first message was answered, who sent it at once was not: the listener comes too late. */
import { isUnanswered } from '../findings.ts';
import type { Cause } from './cause.ts';

export const listensLate: Cause = {
  id: 'listens-late',
  find(findings) {
    const { answers, messages, patient } = findings;
    const first = messages[0];
    if (!isUnanswered(findings) || answers.length > 0 || !first || !patient) return undefined;
    return {
      confidence: 'likely',
      title: 'The first message came before anybody listened',
      advice:
        'A client that waited after opening was answered, this one spoke sooner and was not. An emitter keeps nothing for a listener that comes later. Add the listener before the first await, and keep what comes until you may act on it.',
      evidence: [first.seq, patient.seq],
    };
  },
};
