/**
 * The handler takes a message, gives no answer and returns: an exception was caught and dropped.
 */
import { messagesTaken, returnedAndLeft } from '../findings.ts';
import type { Cause } from './cause.ts';
import { atLine, thenDo } from './words.ts';

export const swallowedError: Cause = {
  id: 'swallowed-error',
  find(findings) {
    const ended = returnedAndLeft(findings);
    if (!ended || messagesTaken(findings) <= findings.answers.length) return undefined;
    return {
      ...ended,
      confidence: 'likely',
      title: `The handler returned${atLine(ended.at)} in the middle of a message`,
      advice: `It took a message, gave no answer, and ended without an error. Look for a catch that swallows the exception: log it${thenDo(findings.unmet)}.`,
    };
  },
};
