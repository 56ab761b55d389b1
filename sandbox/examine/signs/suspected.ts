/** What may be meant, and more often is not: told as a remark, with what would make it a fault. */
import type { EventOf, SourceLocation } from '../../timeline/timeline.ts';
import { culprit, MISDEEDS, misuse, STRANGERS } from '../experiments/misuse.ts';
import { words } from '../experiments/words.ts';
import { silentCatch } from '../source/silent-catch.ts';
import { isRefusal } from './remarks.ts';
import { type Found, heardIn, type Known } from './sign.ts';

export function suspected(known: Known): Found[] {
  return known.pushes ? [] : [...answersBeforeAuth(known), ...answersTwice(known), ...swallowsNonsense(known)];
}

/** Who brought nothing along was refused in the end, and answered before that. */
function answersBeforeAuth(known: Known): Found[] {
  const stranger = heardIn(known, misuse.id, STRANGERS[1]);
  const refused = stranger?.closed;
  if (refused?.by !== 'handler' || !isRefusal(refused.received?.code ?? 0)) return [];
  const answer = stranger?.turns.flatMap(({ heard }) => heard).find(({ seq, text }) => seq < refused.seq && !ASKS_WHO.test(text ?? ''));
  if (!answer) return [];
  return [
    remark({
      cause: 'let-in',
      title: `A client with nothing to show is answered before it is closed with ${refused.received?.code}`,
      advice:
        'Whoever speaks at once is served before it is known who that is. Decide who it is before you accept, or keep what comes until you know.',
      experiment: misuse.id,
      evidence: [answer.seq, refused.seq],
    }),
  ];
}

/** An answer that says itself that somebody has to log in first. */
const ASKS_WHO = /auth|log.?in|sign.?in|token|denied|forbidden|error|required|first/i;

/** Each message that is answered at all is answered twice with the same words, from the first one on. */
function answersTwice(known: Known): Found[] {
  const answered = known.tried.flatMap(({ heard: { turns } }) => turns.filter(({ heard }) => heard.length > 0));
  const [first] = answered;
  if (!first || answered.length < 2 || !answered.every(({ heard }) => isTwice(heard))) return [];
  return [
    remark({
      cause: 'unasked',
      title: 'Each message is answered twice, with the same words',
      advice:
        'Two listeners or two sends answer the same message: a client that counts its answers is one behind from then on. If it is not meant, look for what is added a second time.',
      experiment: words.id,
      evidence: first.heard.slice(0, 2).map(({ seq }) => seq),
    }),
  ];
}

function isTwice(heard: readonly EventOf<'frame-received'>[]): boolean {
  const [one, other] = heard;
  return heard.length === 2 && one?.text !== undefined && one.text !== '' && one.text === other?.text;
}

/** What is not JSON gets no answer, and the source has a catch that says nothing. */
function swallowsNonsense(known: Known): Found[] {
  const index = MISDEEDS.findIndex(({ name }) => name === 'not-json');
  const heard = heardIn(known, misuse.id, culprit(index));
  const at = silentCatch(known.source, known.dialect);
  if (!at || !heard || (known.manner?.answers ?? 0) === 0 || heard.closed?.by === 'handler' || heard.closed?.by === 'nobody') return [];
  // What was said first of all, where something had to be, is no nonsense.
  const nonsense = heard.turns.slice(known.manner?.opener.length);
  if (nonsense.length === 0 || nonsense.some(({ heard: answers }) => answers.length > 0)) return [];
  return [
    remark({
      cause: 'swallowed-error',
      title: `A message that is not JSON gets no answer, and the catch at line ${at.line} says nothing`,
      advice:
        'Its client waits for an answer that never comes, and the log does not know of it. Write the error to the output, and answer that the message was not understood.',
      experiment: misuse.id,
      evidence: nonsense.map(({ sent }) => sent.seq).slice(0, 1),
      at,
    }),
  ];
}

function remark(found: Omit<Found, 'confidence' | 'isRemark'> & { at?: SourceLocation }): Found {
  return { confidence: 'possible', isRemark: true, ...found };
}
