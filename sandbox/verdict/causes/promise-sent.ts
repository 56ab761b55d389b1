/** What was sent is a promise, or another value that is not text, turned into text. */
import type { Cause } from './cause.ts';

/** What a promise looks like once it was turned into text. */
const PROMISE_TEXT = /\[object (Promise|Object)\]|^\{\}$|:\{\}[,}]/;
/** How much of an answer is looked at for one, in characters. */
const LOOKED_AT = 1_000;

export const promiseSent: Cause = {
  id: 'promise-sent',
  find({ answers, observedKind }) {
    const sent = answers.find(({ text }) => text !== undefined && PROMISE_TEXT.test(text.slice(0, LOOKED_AT)));
    if (!sent) return undefined;
    return {
      // It says more than that the content is another one.
      confidence: observedKind === 'other-form' || observedKind === 'other-content' ? 'certain' : 'likely',
      title: `What was sent is ${sent.text?.slice(0, 60)}: a value that was not ready, or not serialised`,
      advice: 'A promise turned into text or JSON gives [object Promise] or {}. Await the value first, then send it, as JSON.',
      evidence: [sent.seq],
    };
  },
};
