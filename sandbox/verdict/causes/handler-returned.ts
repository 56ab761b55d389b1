/** The handler returns before any message, so the connection ends. */
import { returnedAndDropped } from '../findings.ts';
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const handlerReturned: Cause = {
  id: 'handler-returned',
  find(findings) {
    const ended = returnedAndDropped(findings);
    if (!ended || findings.messages.length > 0 || findings.answers.length > 0) return undefined;
    return {
      ...ended,
      confidence: 'certain',
      title: `The handler returned${atLine(ended.at)}`,
      advice: 'When the handler ends, so does the connection. It has to wait for messages, again and again.',
    };
  },
};
