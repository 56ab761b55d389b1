/** Nonsense at which the handler ended its connection without a word, although nobody else paid for it. */
import { culprit, MISDEEDS, misuse } from '../experiments/misuse.ts';
import { suspect } from '../suspicion.ts';
import { type Found, heardIn, type Known } from './sign.ts';

/** What is not JSON is said by every client once; the rest is said by those alone that mean another backend. */
export function misused(known: Known): Found[] {
  const played = known.runs.get(misuse.id);
  if (played?.verdict.kind !== 'broken' || !isCulprits(played.verdict.name)) return [];
  return MISDEEDS.flatMap((misdeed, index): Found[] => {
    const heard = heardIn(known, misuse.id, culprit(index));
    const closed = heard?.closed;
    if (!closed || closed.by === 'probe' || closed.received !== undefined) return [];
    const suspicion = {
      connection: culprit(index),
      expected: `the connection to live, or to be closed with a code, after ${misdeed.what}`,
      observed: 'the connection ended with no close frame (1006)',
      observedKind: 'ended',
    } as const;
    return suspect(played, suspicion).map((found) => ({
      ...found,
      experiment: misuse.id,
      ...(misdeed.isCommon ? {} : { isRemark: true as const }),
    }));
  });
}

/** Only who sent the nonsense was harmed. */
export function isCulprits(name: string | undefined): boolean {
  return MISDEEDS.some((misdeed) => misdeed.name === name);
}
