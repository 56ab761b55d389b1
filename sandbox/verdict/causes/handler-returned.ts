/** The handler returns before any message, so the connection ends. */
import { isAnswered, messagesTaken, returnedAndLeft } from '../findings.ts';
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const handlerReturned: Cause = {
  id: 'handler-returned',
  find(findings) {
    const ended = returnedAndLeft(findings);
    if (!ended || messagesTaken(findings) > 0 || isAnswered(findings)) return undefined;
    return {
      ...ended,
      confidence: 'certain',
      title: `The handler returned${atLine(ended.at)}`,
      advice:
        findings.observedKind === 'silence' || findings.observedKind === 'still-open'
          ? 'The server has kept the connection open, and nobody is there to answer. The handler has to wait for messages, again and again.'
          : 'When the handler ends, so does the connection. It has to wait for messages, again and again.',
    };
  },
};
