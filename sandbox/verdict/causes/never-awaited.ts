/** A call of the dialect’s was made and never awaited, so it did nothing. */
import type { Cause } from './cause.ts';
import { atLine } from './words.ts';

export const neverAwaitedCall: Cause = {
  id: 'never-awaited',
  find({ neverAwaited, verdict }) {
    const [first] = neverAwaited;
    if (!first || verdict.kind === 'limit-exceeded') return undefined;
    return {
      confidence: 'certain',
      title: `${first.call} was never awaited${atLine(first.at)}`,
      advice: 'In this dialect a call does nothing until it is awaited, as in Python. Put await before it.',
      evidence: neverAwaited.map(({ seq }) => seq),
      at: first.at,
    };
  },
};
