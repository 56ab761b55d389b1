/**
 * A library emits an error event that nobody listens for: Node ends the process. The error passed
 * no line of the handler.
 */
import { callError } from '../../timeline/wording.ts';
import type { Cause } from './cause.ts';

export const noErrorListener: Cause = {
  id: 'no-error-listener',
  find({ uncaught, exited }) {
    if (!uncaught || !exited || uncaught.origin !== 'exception' || uncaught.error.at) return undefined;
    const { error, seq } = uncaught;
    return {
      confidence: 'likely',
      title: `${callError(error)} ended the whole process`,
      advice:
        'It comes from a library and passed no line of the handler, as an error event does that nobody listens for: Node ends the process then, and every connection with it. Add a listener for “error” to each socket, and to the server.',
      evidence: [seq, exited.seq],
    };
  },
};
