/** Two loops receive on one connection, so a message goes to whichever has waited longer. */
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const twoReaders: Cause = {
  id: 'two-readers',
  find({ readsTwice, observedKind, unmet }) {
    if (!readsTwice || observedKind !== 'silence' || unmet?.expect !== 'receives') return undefined;
    return {
      confidence: 'certain',
      title: `Two readers wait on one connection: the second${atLine(readsTwice.at)}`,
      advice:
        'Each message goes to one of them only, to whichever has waited longer, whatever it is about. Let one loop receive, and let it hand each message on.',
      evidence: [readsTwice.seq],
      at: readsTwice.at,
    };
  },
};
