/** What the answers say about how a subject talks: which message to use in a conversation, and what has to come before it. Pure. */
import type { Played } from './examination.ts';
import { STORY, wordConnection } from './experiments/words.ts';
import { answersOf, type Heard, hearings } from './hearing.ts';
import type { Door, Manner, Word } from './manner.ts';

/** A word as it was tried. */
export interface Tried {
  word: Word;
  heard: Heard;
  /** How many messages came the first time, and the second. */
  first: number;
  second: number;
  /** The connection was still there at the end. */
  lived: boolean;
}

export function triedIn(played: Played, words: readonly Word[]): Tried[] {
  const heard = hearings(played.timeline);
  return words.flatMap((word, index) => {
    const of = heard.get(wordConnection(index));
    if (!of?.accepted) return [];
    const [first = 0, second = 0] = answersOf(of);
    return [{ word, heard: of, first, second, lived: of.turns.length > 1 && of.closed?.by !== 'handler' && of.closed?.by !== 'nobody' }];
  });
}

/** What is said again and again, with what has to be said first. */
export function mannerOf(played: Played, words: readonly Word[], door: Door): Manner {
  const tried = triedIn(played, words);
  const again = tried.find(({ first, second, lived }) => lived && first > 0 && second > 0);
  if (again) return { door, opener: [], word: again.word, answers: again.second };
  return (
    inStory(played, words, door) ?? {
      door,
      opener: [],
      word: (tried.find(({ first }) => first > 0) ?? tried.find(({ lived }) => lived) ?? tried[0])?.word ?? (words[0] as Word),
      answers: 0,
    }
  );
}

/** On one connection, something was answered in the second round: after what was said first of all. */
function inStory(played: Played, words: readonly Word[], door: Door): Manner | undefined {
  const heard = hearings(played.timeline).get(STORY);
  if (!heard || heard.turns.length < words.length * 2) return undefined;
  const answers = answersOf(heard);
  const index = words.findIndex((_word, at) => (answers[at + words.length] ?? 0) > 0 && at > 0);
  const word = words[index];
  if (!word) return undefined;
  // Whatever was answered once before it may be what opens the way.
  const opener = words.slice(0, index).filter((_word, at) => (answers[at] ?? 0) > 0);
  return { door, opener: opener.length > 0 ? opener.slice(0, 2) : words.slice(0, 1), word, answers: answers[index + words.length] ?? 0 };
}

/** It ended without a close frame, and not by the probe. */
export function isCutOff({ heard: { closed } }: Pick<Tried, 'heard'>): boolean {
  return closed !== undefined && closed.by !== 'probe' && closed.received === undefined && !closed.beforeOpen;
}
