/** A client that was to be turned away at the door is let in, and may even be answered. */
import type { Cause } from './cause.ts';

export const letIn: Cause = {
  id: 'let-in',
  find({ unmet, observedKind, accepted, answers: [answer], messages: [message] }) {
    if (unmet?.expect !== 'refused' || !accepted) return undefined;
    if (observedKind !== 'still-open' && observedKind !== 'unsolicited') return undefined;
    const answered = message && answer && answer.seq > message.seq ? answer : undefined;
    return {
      confidence: 'likely',
      title: answered ? 'A client was answered that was to be turned away' : 'A client was let in that was to be turned away',
      advice: answered
        ? 'Its message was acted on before anybody knew who it is. Know it first, or refuse it and return; then read.'
        : 'The handshake was accepted, and nothing turned the client away afterwards. Look at what is compared before accept, and at each branch.',
      evidence: [accepted.seq, ...(answered ? [answered.seq] : [])],
    };
  },
};
