/** Text was sent and text is due, and a binary frame comes. */
import type { Cause } from './cause.ts';

export const textAsBytes: Cause = {
  id: 'text-as-bytes',
  find({ observedKind, unmet, answers, messages }) {
    const [asked, came] = [messages.at(-1), answers.at(-1)];
    if (observedKind !== 'other-opcode' || unmet?.expect !== 'receives' || asked?.opcode !== 'text' || came?.opcode !== 'binary')
      return undefined;
    return {
      confidence: 'certain',
      title: 'Text was due, and a binary frame came',
      advice:
        'Bytes that are sent leave as a binary frame, even where they hold text. With ws every message arrives as a Buffer, and the second argument of the listener tells whether it was binary. Make a string of what came as text, on the way in.',
      evidence: [asked.seq, came.seq],
    };
  },
};
