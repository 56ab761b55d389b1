/**
 * The handler answers the first messages and then no more: it returned, or it stopped listening.
 */
import { isAnswered, isUnanswered, messagesTaken, returnedAndLeft } from '../findings.ts';
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const answeredOnce: Cause = {
  id: 'answered-once',
  find(findings) {
    const { answers, pongs } = findings;
    if (!isAnswered(findings)) return undefined;
    const ended = returnedAndLeft(findings);
    if (ended && messagesTaken(findings) <= answers.length) {
      return {
        ...ended,
        confidence: 'certain',
        title: `The handler returned${atLine(ended.at)} after ${answers.length === 1 ? 'one answer' : `${answers.length} answers`}`,
        advice: 'When it ends, so does the connection. It has to wait for the next message, again and again.',
      };
    }
    if (!isUnanswered(findings)) return undefined;
    return {
      confidence: 'likely',
      title: `The handler answered ${answers.length === 1 ? 'once' : `${answers.length} times`}, then no more`,
      advice:
        'The first messages were answered and this one was not: a listener for one event only, a receive outside the loop, or an error that is swallowed.',
      evidence: [...answers, ...pongs].map(({ seq }) => seq).slice(-2),
    };
  },
};
