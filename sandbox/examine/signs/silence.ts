/** Messages that get no answer, where others like them did, or where the source says that they should. */

import type { TimelineEvent } from '../../timeline/timeline.ts';
import { BURST, conversation, marked, PROMPT, RAPID, SLOW } from '../experiments/conversation.ts';
import { STORY, words } from '../experiments/words.ts';
import { allHeard, answersOf, hearings } from '../hearing.ts';
import type { Tried } from '../learn.ts';
import { comparedBytes, listensOnSocket, mustAnswer } from '../source/promises.ts';
import { suspect } from '../suspicion.ts';
import { type Found, heardIn, type Known } from './sign.ts';

export function silence(known: Known): Found[] {
  return known.pushes
    ? neverAnswered(known)
    : [...answeredOnce(known), ...listensLate(known), ...messagesLost(known), ...neverAnswered(known)];
}

/** The first message was answered and the same one was not a second time, on whichever connection, and nothing else was either. */
function answeredOnce(known: Known): Found[] {
  const { tried } = known;
  const once = tried.filter(({ first, second, lived }) => lived && first > 0 && second === 0);
  const story = heardIn(known, words.id, STORY);
  const wasGoingOn = story ? answersOf(story).filter((count) => count > 0).length > 1 : false;
  const [one] = once;
  if (!one || wasGoingOn || tried.some(({ second }) => second > 0)) return [];
  return suspected(known, one, 'the second message to be answered as the first one was');
}

function suspected({ runs }: Known, { heard }: Tried, expected: string): Found[] {
  const played = runs.get(words.id);
  if (!played) return [];
  const observed = 'no message came, and the connection stayed open';
  return suspect(played, { connection: heard.connection, expected, observed, observedKind: 'silence' }).map((found) => ({
    ...found,
    experiment: words.id,
  }));
}

/** Who spoke at once was not answered, and was when it said the same again. */
function listensLate(known: Known): Found[] {
  const heard = heardIn(known, conversation.id, PROMPT ?? '');
  if (!heard || !known.manner || known.manner.answers === 0) return [];
  const answers = answersOf(heard);
  const early = answers.slice(0, -1);
  const first = heard.turns[0];
  const last = heard.turns.at(-1);
  if (!first || !last || early.some((count) => count > 0) || (answers.at(-1) ?? 0) === 0) return [];
  return [
    {
      cause: 'listens-late',
      confidence: 'certain',
      title: 'The first message came before anybody listened',
      advice:
        'A client that spoke as soon as it was connected got no answer, and got one when it said the same again. An emitter keeps nothing for a listener that comes later. Add the listener before the first await, and keep what comes until you may act on it.',
      experiment: conversation.id,
      evidence: [first.sent.seq, ...(last.heard[0] ? [last.heard[0].seq] : [])],
    },
  ];
}

/** Of several in one go not all were answered, although each is when it comes alone. */
function messagesLost(known: Known): Found[] {
  const [rapid, slow] = [heardIn(known, conversation.id, RAPID ?? ''), heardIn(known, conversation.id, SLOW ?? '')];
  const { manner } = known;
  if (!rapid || !slow || !manner || manner.answers === 0) return [];
  const burst = rapid.turns.slice(manner.opener.length);
  const heard = burst.flatMap((turn) => turn.heard);
  const isSteady = answersOf(slow)
    .slice(manner.opener.length)
    .every((count) => count >= manner.answers);
  // Whoever answers the last one alone has let it take the place of the others.
  const last = marked(manner.word.frame.text ?? '', BURST - 1).sign;
  const isLastWord = last !== '' && heard.some(({ text }) => text?.includes(last));
  if (!isSteady || burst.length === 0 || heard.length === 0 || heard.length >= burst.length || isLastWord) return [];
  return [
    {
      cause: 'messages-lost',
      confidence: 'likely',
      title: `Of ${burst.length} messages in one go, ${heard.length} got an answer`,
      advice:
        'Each is answered when it comes alone. What comes while the handler is busy with another one is lost: a listener for one event only, or a flag that drops what comes meanwhile. Let one listener take all of them, and queue what cannot be done at once.',
      experiment: conversation.id,
      evidence: burst.map(({ sent }) => sent.seq),
    },
  ];
}

/** Nothing ever came, although the source has a line that answers what was said. */
function neverAnswered(known: Known): Found[] {
  const { runs, source, tried, dialect } = known;
  const [first] = tried;
  if (!first || [...runs.values()].some(({ timeline }) => isAnswered(timeline, known.pushes))) return [];
  const at = dialect === 'ws' ? comparedBytes(source) : undefined;
  if (at)
    return [
      {
        cause: 'bytes-compared',
        confidence: 'likely',
        title: `A Buffer is compared with a text at line ${at.line}, and is never equal`,
        advice: 'With ws every message arrives as a Buffer, text too. Make a string of it first: data.toString().',
        experiment: words.id,
        evidence: first.heard.turns.slice(0, 1).map(({ sent }) => sent.seq),
        at,
      },
    ];
  const hidden = hiddenByHook(known);
  if (hidden.length > 0) return hidden;
  if (dialect === 'ws' && !listensOnSocket(source)) return suspected(known, first, 'somebody to listen for messages');
  const due = tried.find(({ word, lived }) => lived && mustAnswer(source, word));
  return due ? suspected(known, due, `the message ${due.word.shown} to be answered, as the source says`) : [];
}

/** What came before anything was said is no answer. */
function isAnswered(timeline: readonly TimelineEvent[], pushes: boolean): boolean {
  if (pushes) return allHeard(timeline).length > 0;
  // Who speaks at once hears its greeting only then.
  return [...hearings(timeline).values()].some(
    ({ connection, turns }) => connection !== PROMPT && turns.some(({ heard }) => heard.length > 0),
  );
}

/** A listener for whatever nobody has caught keeps the process alive, and the message unanswered. */
function hiddenByHook({ runs, source }: Known): Found[] {
  if (!/process\.(?:on|once)\(\s*['"](?:uncaughtException|unhandledRejection)/.test(source)) return [];
  const played = runs.get(words.id);
  const uncaught = played?.timeline.find((event) => event.kind === 'uncaught');
  const logged = played?.timeline.find((event) => event.kind === 'output' && /Error\b/.test(event.text));
  const shown = uncaught ?? logged;
  if (!shown) return [];
  return [
    {
      cause: 'swallowed-error',
      confidence: 'likely',
      title: 'A message makes the handler throw, and a hook of the whole process hides it',
      advice:
        'The process lives on, the connection stays open, and nobody answers. Catch the error where the connection is at hand, and answer or close it there; a hook of the process is for the log.',
      experiment: words.id,
      evidence: [shown.seq],
      at: shown.kind === 'uncaught' ? shown.error.at : undefined,
    },
  ];
}
