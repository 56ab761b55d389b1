/** How a step reads: spelling, the glossary's words, and the length of sentences. Code in it is not read. */
import { type Item, textsOf } from './texts.ts';

/** Whoever reads a longer one aloud runs out of breath. In words. */
const LONGEST_SENTENCE = 45;

/** Terms of the field, and the other spelling of English, which the dictionary does not have. */
const KNOWN = new Set(
  `JSON CORS ws fastapi async uvicorn FastAPI Starlette pydantic asyncio ASGI TCP UTF KiB MiB traceback tracebacks coroutine coroutines awaitable
  unawaited unhandled WebSocket WebSockets backend backends timeout timeouts subprotocol subprotocols Async SyntaxError TypeError KeyError
  RangeError hostname localhost nginx proxied idempotent callback callbacks asker microtask stdout stderr Django hypercorn daphne Fastify
  learnt recognise recognised recognises organise neighbour neighbours behaviour behaviours colour colours favourite honour parser parsers`
    .split(/\s+/)
    .map((word) => word.toLowerCase()),
);

/** A name from code: `receiveText`. */
const isName = (word: string) => /\p{Ll}\p{Lu}/u.test(word);

/** What the glossary says otherwise. */
const INSTEAD: [pattern: RegExp, instead: string][] = [
  [/\bpackets?\b/i, 'frame'],
  [/\b(is|are) no (JSON|text|number|object|UTF-8)\b/, 'is not'],
  [/\bstands? in the (output|log)\b/, 'appears in the output'],
  [/\bstatus code 1\d\d\d\b/, 'close code'],
  [/\bkeepalives?\b/i, 'heartbeat'],
];

/** Clauses without a full stop, each with its file and place: "hint 2: expected …, got …". */
export async function wordingProblems(item: Item): Promise<{ file: string; problem: string }[]> {
  const isEnglish = await loadSpelling();
  return textsOf(item).flatMap(({ file, where, text }) =>
    problemsOf(text, isEnglish).map((problem) => ({ file, problem: `${where}: ${problem}` })),
  );
}

function problemsOf(text: string, isEnglish: IsEnglish): string[] {
  const plain = text
    .replace(/```[\s\S]*?```/g, '\n\n')
    .replace(/`[^`]*`/g, ' code ')
    .replace(/\]\([^)]*\)/g, ']');
  return [...misspelt(plain, isEnglish), ...otherwise(plain), ...tooLong(plain)];
}

function misspelt(text: string, isEnglish: IsEnglish): string[] {
  const words = (text.match(/[\p{L}][\p{L}’']*/gu) ?? []).map((word) => word.replaceAll('’', "'").replace(/('s|')$/, ''));
  const wrong = new Set(words.filter((word) => word.length > 2 && !isName(word) && !KNOWN.has(word.toLowerCase()) && !isEnglish(word)));
  return [...wrong].map((word) => `expected English, got “${word}”. Correct it, or put it between backticks if it is code`);
}

function otherwise(text: string): string[] {
  return INSTEAD.flatMap(([pattern, instead]) => {
    const found = pattern.exec(text)?.[0];
    return found === undefined ? [] : [`expected the glossary’s words (${instead}), got “${found}”`];
  });
}

/** Each entry of a list, and each row of a table, is a sentence by itself. */
function tooLong(text: string): string[] {
  const sentences = text.split(/(?<=[.!?:;])\s+|\n\s*\n|\n\s*(?=[-*|]|\d\.)/);
  return sentences.flatMap((sentence) => {
    const length = sentence.match(/\p{L}\S*/gu)?.length ?? 0;
    if (length <= LONGEST_SENTENCE) return [];
    return [
      `expected sentences of at most ${LONGEST_SENTENCE} words, got one of ${length} (“${sentence.trim().slice(0, 40).trim()} …”). Make two of it`,
    ];
  });
}

type IsEnglish = (word: string) => boolean;

let loaded: Promise<IsEnglish> | undefined;

/** The dictionary takes a second to read, and only authors need it. */
function loadSpelling(): Promise<IsEnglish> {
  loaded ??= Promise.all([import('nspell'), import('dictionary-en')]).then(([{ default: nspell }, { default: dictionary }]) => {
    const spelling = nspell(dictionary as unknown as { aff: Buffer; dic: Buffer });
    return (word) => spelling.correct(word);
  });
  return loaded;
}
