/** Answers that come in another order than the messages, and do not say which one they belong to. */
import { BURST, conversation, marked, RAPID } from '../experiments/conversation.ts';
import { type Found, heardIn, type Known } from './sign.ts';

export function order(known: Known): Found[] {
  const heard = heardIn(known, conversation.id, RAPID ?? '');
  const { manner } = known;
  if (!heard || !manner || manner.answers === 0 || known.pushes) return [];
  const came = heard.turns
    .flatMap((turn) => turn.heard)
    .flatMap((answer) => {
      const place = placeIn(answer.text ?? '', manner.word.frame.text ?? '');
      return place === undefined ? [] : [{ place, answer }];
    });
  const overtaking = came.find(({ place }, index) => index > 0 && place < (came[index - 1]?.place ?? 0));
  if (!overtaking || new Set(came.map(({ place }) => place)).size < 2) return [];
  const isTold = hasId(manner.word.frame.text ?? '');
  return [
    {
      cause: 'wrong-order',
      confidence: 'likely',
      title: 'An answer overtook the one before it',
      advice:
        'Several messages were worked on at the same time, and whichever was done first was answered first. Work on one after the other, or let each answer carry the id of its message.',
      experiment: conversation.id,
      evidence: [overtaking.answer.seq],
      ...(isTold ? { isRemark: true as const } : {}),
    },
  ];
}

/** Which of the burst's messages it belongs to, by what was put into that one alone. */
function placeIn(answer: string, word: string): number | undefined {
  const signs = Array.from({ length: BURST }, (_, index) => marked(word, index).sign);
  const found = signs.flatMap((sign, index) => (sign !== '' && answer.includes(sign) ? [index] : []));
  return found.length === 1 ? found[0] : undefined;
}

/** A client can tell by it which answer is which. */
function hasId(word: string): boolean {
  return /"(?:id|seq|requestId|request_id|correlationId|correlation_id|nonce|ref)"\s*:/.test(word);
}
