/** Messages that may mean something to a handler, made of what its source compares and reads. Pure. */
import type { FrameSpec } from '../../scenario/entry.ts';
import type { Word } from '../manner.ts';
import { keysIn, valueFor } from './keys.ts';
import { comparedWith, type Literal, literalsIn } from './literals.ts';

/** More would cost more than they could show. */
const MOST = 14;

/** The likeliest first: what was given, what the source says, and a few guesses. */
export function wordsFor(source: string, given: readonly string[]): Word[] {
  const said = given.map((text): Word => ({ frame: { opcode: 'text', text }, shown: text, from: 'the message that was given' }));
  const literals = literalsIn(source);
  const made = [...spoken(source, literals), ...guessed(source)];
  const seen = new Set<string>();
  return [...said, ...made]
    .filter(({ shown }) => !seen.has(shown) && seen.add(shown))
    .filter(({ shown, from }) => from === 'the message that was given' || !GOODBYE.test(shown))
    .slice(0, MOST);
}

/** Whoever says one of these wants the connection to end. */
const GOODBYE = /^("?|.*":\s*")(quit|exit|bye|goodbye|close|disconnect|stop|shutdown|logout|leave|DISCONNECT)\b/i;

function spoken(source: string, literals: readonly Literal[]): Word[] {
  const keys = keysIn(source);
  const isJson = /JSON\.parse|receiveJson|receive_json|json\.loads|model_validate_json|parse_raw/.test(source);
  const listed = /\[\s*\w+\s*,[^\]\n]*\]\s*=\s*(?:JSON\.parse|json\.loads|await [\w.]*receive_?[jJ]son)/.test(source);
  const named = literals.filter(({ key }) => key !== undefined);
  const types = isJson
    ? literals.filter(({ key, isPrefix }) => !isPrefix && (key === undefined || keys.includes(key) || named.length > 0))
    : [];
  const objects = types.map(({ key, text }) => json(objectOf(key ?? 'type', text, keys, source)));
  const lists = listed ? literals.map(({ text }) => json([text, {}])) : [];
  const alone =
    isJson && types.length === 0 && keys.length > 0
      ? [json(Object.fromEntries(keys.slice(0, 12).map((key) => [key, valueFor(key, source)])))]
      : [];
  const texts = literals.filter(({ key }) => key === undefined).flatMap(textsOf);
  return isJson ? [...lists, ...objects, ...alone, ...texts] : [...texts, ...objects];
}

function objectOf(key: string, text: string, keys: readonly string[], source: string): object {
  const others = keys.filter((other) => other !== key).slice(0, 12);
  const filled = others.map((other) => [
    other,
    comparedWith(source, other).find((found) => found !== text && !/^\w+$/.test(other)) ?? secretOr(other, source),
  ]);
  return { [key]: text, ...Object.fromEntries(filled) };
}

/** A secret that the source compares it with, or what fits its name. */
function secretOr(key: string, source: string): unknown {
  if (!/token|secret|password|key|code|pin/i.test(key)) return valueFor(key, source);
  const constant = new RegExp(`\\b\\w*${key}\\w*\\s*(?::[^=\\n]+)?=\\s*(?:new (?:Set|Map)\\()?[\\[{(]*\\s*['"]([^'"]+)['"]`, 'i').exec(
    source,
  );
  return comparedWith(source, key)[0] ?? constant?.[1] ?? valueFor(key, source);
}

function textsOf({ text, isPrefix }: Literal): Word[] {
  if (isPrefix) return [plain(`${text}sample`), plain(`${text} sample`)];
  if (/^[A-Z]{3,}$/.test(text)) return [plain(text), plain(`${text}\ndestination:lobby\n\nsample\0`)];
  return [plain(text)];
}

/** Where the source says nothing that would fit. */
function guessed(source: string): Word[] {
  const readsBytes = /receive_bytes|receiveBytes|readU?Int|getUint|DataView|struct\.unpack|isBinary/.test(source);
  const bytes: Word[] = readsBytes ? [guess({ opcode: 'binary', hex: '0001020304050607' }, 'the bytes 0001020304050607')] : [];
  return [
    ...bytes,
    guess({ opcode: 'text', text: 'hello sample' }, 'hello sample'),
    guess({ opcode: 'text', text: '{"type":"message","text":"sample"}' }, '{"type":"message","text":"sample"}'),
  ];
}

function json(value: unknown): Word {
  const text = JSON.stringify(value);
  return { frame: { opcode: 'text', text }, shown: text, from: 'the source' };
}

function plain(text: string): Word {
  return { frame: { opcode: 'text', text }, shown: text, from: 'the source' };
}

function guess(frame: FrameSpec, shown: string): Word {
  return { frame, shown, from: 'a guess' };
}

/** The same message with other kinds of values, for one whose values were made up. */
export function alternates({ frame, from, shown: formOf }: Word): Word[] {
  const value = from === 'the source' && frame.text?.startsWith('{') ? (JSON.parse(frame.text) as Record<string, unknown>) : {};
  const [type, ...others] = Object.entries(value);
  if (!type || others.length === 0) return [];
  const kinds = ['sample', 2, [1, 2, 3], {}];
  const made = kinds.map((kind) => json({ [type[0]]: type[1], ...Object.fromEntries(others.map(([key]) => [key, kind])) }));
  return made.filter(({ shown }) => shown !== frame.text).map((word) => ({ ...word, from: 'a guess' as const, formOf }));
}
