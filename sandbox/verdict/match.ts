/** Compares what came with what a matcher asks for, by parsed values. Pure. */
import { parseJson, writeJson } from '../bounded-json.ts';
import type { Matcher } from '../scenario/entry.ts';
import type { ObservedKind } from '../scenario/names.ts';
import { describeValue, isValue, type Value } from '../scenario/value.ts';
import type { TimelineEvent } from '../timeline/timeline.ts';
import { quote } from '../timeline/wording.ts';
import { Captures, isOf, isText } from './match-value.ts';

/** How much of a value is written for a sentence, which shows less. */
const SHOWN_CHARACTERS = 200;

/** One whole data message as it came. */
export interface Message {
  opcode: 'text' | 'binary';
  text: string;
  hex: string;
  /** The event of its first frame. */
  first: TimelineEvent;
  /** When its last frame came, on the run's clock. */
  atMs: number;
}

export interface Mismatch {
  observedKind: ObservedKind;
  observed: string;
  /** What shows it, where that is not the event at which it was decided. */
  shownBy?: TimelineEvent;
}

/** undefined when it matches. */
export function mismatch(message: Message, opcode: 'text' | 'binary', match: Matcher, captures = new Captures()): Mismatch | undefined {
  const wrong = mismatchWith(message, opcode, match, captures);
  captures.settle(wrong === undefined);
  return wrong;
}

function mismatchWith(message: Message, opcode: 'text' | 'binary', match: Matcher, captures: Captures): Mismatch | undefined {
  if (message.opcode !== opcode) {
    return { observedKind: 'other-opcode', observed: `it came as a ${message.opcode} frame (${shown(message)}), not as a ${opcode} one` };
  }
  if ('anything' in match) return undefined;
  if ('hex' in match) return message.hex === match.hex ? undefined : other(message);
  if ('text' in match) return textMismatch(message, match.text, captures);
  return jsonMismatch(message, match.json, captures);
}

function textMismatch(message: Message, expected: string | Value, captures: Captures): Mismatch | undefined {
  if (isText(expected, message.text, captures)) return undefined;
  if (typeof expected !== 'string')
    return { observedKind: 'other-content', observed: `${shown(message)} came, not ${describeValue(expected)}` };
  const parsed = parseJson(message.text);
  // The bare message may be JSON by itself.
  const isObject = typeof parsed === 'object' && typeof parsed.value === 'object' && !expected.includes(message.text);
  return isObject ? { observedKind: 'other-form', observed: `${shown(message)} came: JSON instead of the plain text` } : other(message);
}

function jsonMismatch(message: Message, expected: unknown, captures: Captures): Mismatch | undefined {
  const parsed = parseJson(message.text);
  if (parsed === 'too-large')
    return { observedKind: 'other-content', observed: `${shown(message)} came: larger or deeper than any answer` };
  if (!parsed) return { observedKind: 'other-form', observed: `${shown(message)} came, which is not JSON` };
  if (typeof parsed.value === 'string' && parseJson(parsed.value)) {
    return { observedKind: 'other-form', observed: `${shown(message)} came: JSON inside a JSON string` };
  }
  const difference = firstDifference(expected, parsed.value, '', captures);
  return difference === undefined ? undefined : { observedKind: 'other-content', observed: `${shown(message)} came: ${difference}` };
}

/** The first place where `actual` lacks what `expected` names; keys that are not named may be there. */
export function firstDifference(expected: unknown, actual: unknown, path: string, captures = new Captures()): string | undefined {
  const where = path === '' ? 'the message' : path;
  if (isValue(expected)) {
    const isSame = (one: unknown, other: unknown) => firstDifference(one, other, '', captures) === undefined;
    return isOf(expected, actual, captures, isSame) ? undefined : `${where} is ${nameOf(actual)}, not ${describeValue(expected)}`;
  }
  if (Array.isArray(expected)) {
    if (!Array.isArray(actual)) return `${where} is ${nameOf(actual)}, not a list`;
    if (actual.length !== expected.length) return `${where} has ${actual.length} items, not ${expected.length}`;
    return firstOf(expected.keys(), (index) => firstDifference(expected[index], actual[index], `${path}[${index}]`, captures));
  }
  if (typeof expected === 'object' && expected !== null) {
    if (typeof actual !== 'object' || actual === null || Array.isArray(actual)) return `${where} is ${nameOf(actual)}, not an object`;
    return firstOf(Object.entries(expected), ([key, value]) => {
      const has = Object.hasOwn(actual, key);
      if (isValue(value) && value.is$ === 'absent') return has ? `${where} has ${JSON.stringify(key)}` : undefined;
      if (!has) return `${where} has no ${JSON.stringify(key)}`;
      return firstDifference(value, (actual as Record<string, unknown>)[key], path === '' ? key : `${path}.${key}`, captures);
    });
  }
  // Not Object.is: JSON's -0 is 0.
  return expected === actual ? undefined : `${where} is ${nameOf(actual)}, not ${nameOf(expected)}`;
}

function firstOf<T>(items: Iterable<T>, find: (item: T) => string | undefined): string | undefined {
  for (const item of items) {
    const found = find(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

function other(message: Message): Mismatch {
  return { observedKind: 'other-content', observed: `${shown(message)} came` };
}

export function shown(message: Message): string {
  return message.opcode === 'text' ? quote(message.text === '' ? 'an empty text' : message.text) : `${message.hex.length / 2} bytes`;
}

function nameOf(value: unknown): string {
  return quote(writeJson(value, SHOWN_CHARACTERS));
}
