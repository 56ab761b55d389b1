/** A task fails while a message waits for its answer, and nobody waits for the task: the connection lives on in silence. */
import { callError } from '../../timeline/wording.ts';
import type { Cause } from './cause.ts';
import { atLine, thenDo } from './words.ts';

export const taskThrew: Cause = {
  id: 'task-threw',
  find({ taskThrew: threw, observedKind, unmet }) {
    if (!threw || observedKind !== 'silence' || unmet?.expect !== 'receives') return undefined;
    const { error, seq } = threw;
    return {
      confidence: 'certain',
      title: `A task threw ${callError(error)}${atLine(error.at)}, and nobody waits for it`,
      advice: `What a task throws goes to whoever awaits it. Nobody does, so the connection stays open and the message has no answer. Catch it inside the task${thenDo(unmet)}.`,
      evidence: [seq],
      at: error.at,
    };
  },
};
