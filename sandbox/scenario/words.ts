/** What a handler gets to read: drawn texts that a careless handler trips over, all of them fair. */
import type { Random } from './random.ts';

/**
 * One line each, since output is read by lines, and without a percent sign, which is a directive where a logger formats. No sign that
 * a step looks for in the output is among them.
 */
const DRESSES: readonly ((word: string) => string)[] = [
  (word) => ` ${word} `,
  (word) => `  ${word}\t`,
  (word) => `"${word}"`,
  (word) => `'${word}'`,
  (word) => `\`${word}\``,
  (word) => `\\${word}\\n`,
  (word) => `\\u0041${word}`,
  (word) => `{${word}}`,
  (word) => `{"type":"${word}"}`,
  (word) => `["${word}",null]`,
  (word) => `\${${word}}`,
  (word) => `<b>${word}</b>&amp;`,
  (word) => `null, ${word}`,
  (word) => `${word}: true`,
  (word) => `naïve ${word} façade`,
  (word) => `e\u0301${word}`,
  (word) => `日本語 ${word}`,
  (word) => `Ωμέγα-${word}`,
  (word) => `${word} 🦊👩‍🚀`,
  (word) => `--${word}=1; #`,
  (word) => `${word}, __proto__`,
];

/** A text that is not JSON in any language's reading (Python's takes NaN), with a word as it is and as JSON holds it. */
type Spoil = (word: string, quoted: string) => string;
/** Those that begin as JSON does. */
const SPOILT_JSON: readonly Spoil[] = [
  (_word, quoted) => `{"type":"hi","text":${quoted}`,
  (word) => `{"type":"hi","text":"${word}`,
  (_word, quoted) => `{"type":"hi","text":${quoted},}`,
  (_word, quoted) => `{"type":"hi" "text":${quoted}}`,
  (_word, quoted) => `{"type":"hi","text":${quoted}}}`,
  (_word, quoted) => `{"type":"hi"}{"text":${quoted}}`,
  (word) => `{"type":"hi","${word}":True}`,
  (word) => `{"type":"hi","${word}":undefined}`,
  (word) => `{"type":"hi","${word}":.5}`,
  (word) => `{"type":"hi","text":"${word}\\x41"}`,
  (word) => `{"type":"hi","text":"${word}\t"}`,
  (_word, quoted) => `{"type":"hi","text":${quoted}} // a comment`,
  (word) => `["${word}",`,
  (_word, quoted) => `${quoted}, ${quoted}`,
  (word) => `"${word}`,
];
/** Those that do not. */
const NO_JSON: readonly Spoil[] = [
  () => '',
  () => ' ',
  (word) => word,
  (word) => `hello, this is ${word}`,
  (word) => `{oops ${word}`,
  (word) => `{'type':'hi','text':'${word}'}`,
  (_word, quoted) => `{type:"hi",text:${quoted}}`,
  (word) => `type=hi&text=${word}`,
  (word) => `<hi>${word}</hi>`,
  () => 'undefined',
  () => '[object Object]',
  () => '\u00a0{}',
];

export interface Words {
  /** Letters, dressed twice: a text that no handler can know beforehand. */
  word(): string;
  /** A text that is not JSON. What is JSON of an unusual kind (`null`, `12`) is another matter, and no step's bad message. */
  badJson(): string;
}

/** Every way is dealt before one comes again, so that no verdict hangs on which ones the seed happens to draw. */
export function drawWords(random: Random): Words {
  const dress = deal(random, DRESSES);
  const spoil = deal(random, [deal(random, SPOILT_JSON), deal(random, NO_JSON)]);
  return {
    word: () => dress()(dress()(syllables(random))),
    badJson() {
      const word = syllables(random);
      return spoil()()(word, JSON.stringify(word));
    },
  };
}

function deal<T>(random: Random, items: readonly T[]): () => T {
  let left: T[] = [];
  return () => {
    if (left.length === 0) left = random.shuffle(items);
    return left.pop() as T;
  };
}

/**
 * An id for a path. All of its characters are those that stand in a path for themselves, so that a handler that decodes it (as the
 * `async` dialect does) and one that takes it from the URL as it is have the same. None is short enough to be cut by accident.
 */
export function drawClientId(random: Random): string {
  const word = syllables(random);
  const digits = (count: number) => Array.from({ length: count }, () => random.between(0, 9)).join('');
  const hex = (count: number) => Array.from({ length: count }, () => random.between(0, 15).toString(16)).join('');
  const shapes = [
    () => `${hex(8)}-${hex(4)}-4${hex(3)}-a${hex(3)}-${hex(12)}`,
    () => hex(32),
    () => `7${digits(random.between(20, 30))}`,
    () => `test-client-of-${word}-${digits(3)}`,
    () => `${word.toUpperCase()}_${digits(18)}`,
    () => `user.${word}.of.team.${hex(4)}`,
    () => `~${word}!(${digits(12)})*`,
    () => `-${word}'s.second.tab-${digits(3)}`,
    () => `${word}--${syllables(random)}_${syllables(random)}--`,
  ];
  return random.pick(shapes)();
}

const SYLLABLES = [...'bdfgklmnprstvz'].flatMap((first) => [...'aeiou'].map((second) => first + second));

function syllables(random: Random): string {
  return Array.from({ length: random.between(3, 5) }, () => random.pick(SYLLABLES)).join('');
}
