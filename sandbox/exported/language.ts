/** What a language has to know to write a test down. Pure. */
import { callConnection } from '../timeline/wording.ts';
import type { Plan } from './plan.ts';

export interface Language {
  /** Files with what its tests call, in their order. */
  preludes: readonly string[];
  comment: string;
  /** Those that it uses by preference. */
  quotes: 'single' | 'double';
  /** Between one part of a file and the next. */
  gap: string;
  /** One test as text. */
  test(title: string, plan: Plan): string;
}

/** A line that is longer is written on several. */
export const WIDTH = 110;

/** The function that makes a client, in every test. */
const MAKER = 'client';

/** The words of the variable that stands for each connection: "bystander", "guest with the key". */
export function nameClients({ lines }: Plan): Map<string, string[]> {
  const named = new Map<string, string[]>();
  for (const line of lines) {
    if ('pauseMs' in line || named.has(line.on)) continue;
    const taken = new Set([MAKER, ...[...named.values()].map((words) => words.join(''))]);
    named.set(line.on, freeWords(wordsOf(line.on), taken));
  }
  return named;
}

/** One word of an author's own could be one of the language's, or a function of the preludes. */
function wordsOf(connection: string): string[] {
  const called = callConnection(connection);
  const words = called
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  if (words.length > 1 && /^(a|an|the)$/.test(words[0] ?? '')) words.shift();
  const isOurs = called !== connection;
  return isOurs || (words.length > 1 && /^[a-z]/.test(words[0] ?? '')) ? words : [MAKER, ...words];
}

function freeWords(words: string[], taken: ReadonlySet<string>): string[] {
  for (let number = 1; ; number++) {
    const numbered = number === 1 ? words : [...words, String(number)];
    if (!taken.has(numbered.join(''))) return numbered;
  }
}

/** A text in quotes, in those that it does not hold itself: JSON’s escapes are those of JavaScript and of Python too. */
export function quoted(text: string, quotes: Language['quotes']): string {
  const json = JSON.stringify(text);
  const isSingle = quotes === 'single' ? !text.includes("'") : text.includes('"') && !text.includes("'");
  return isSingle ? `'${json.slice(1, -1).replaceAll('\\"', '"')}'` : json;
}
