/** A promise is rejected and nobody holds it: Node ends the process. */
import { callError } from '../../timeline/wording.ts';
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const unhandledRejection: Cause = {
  id: 'unhandled-rejection',
  find({ uncaught, exited }) {
    if (!uncaught || !exited || uncaught.origin !== 'rejection' || uncaught.error.means?.kind === 'illegal-close') return undefined;
    const { error, seq } = uncaught;
    return {
      confidence: 'certain',
      title: `${callError(error)}${atLine(error.at)} ended the whole process`,
      advice:
        'A promise was rejected and nobody held it: Node ends the process, and every connection with it. Await the call, or catch its error.',
      evidence: [seq, exited.seq],
      at: error.at,
    };
  },
};
