/** What is asked of a value that nobody knows beforehand, inside of an expected JSON, text, header or close reason; and its words. */

export type Value =
  | { is$: 'string' | 'number' | 'integer' | 'boolean' | 'list' | 'object' | 'absent' | 'anything' }
  | { is$: 'between'; low: number; high: number }
  | { is$: 'one-of'; values: readonly unknown[] }
  | { is$: 'matching'; pattern: RegExp; called: string }
  | { is$: 'captures'; name: string; value: unknown }
  | Captured;

/** What was captured by this name, a number with so much added. */
export interface Captured {
  is$: 'captured';
  name: string;
  plus: number;
}

/** `answersJson({ seq: is.integer, note: is.absent })`: values by what they are, where they are not known. */
export const is = {
  string: { is$: 'string' },
  number: { is$: 'number' },
  integer: { is$: 'integer' },
  boolean: { is$: 'boolean' },
  list: { is$: 'list' },
  object: { is$: 'object' },
  anything: { is$: 'anything' },
  /** The key is not there at all. */
  absent: { is$: 'absent' },
  /** A number, both ends included. */
  between: (low: number, high: number): Value => ({ is$: 'between', low, high }),
  oneOf: (...values: unknown[]): Value => ({ is$: 'one-of', values }),
  /** A text in which the pattern is found; `called` is for the sentence: "a date". */
  matching: ({ source, flags }: RegExp, called = `a text like /${source}/`): Value => ({
    is$: 'matching',
    // Those that remember where they were are of no use here.
    pattern: new RegExp(source, flags.replace(/[gy]/g, '')),
    called,
  }),
} as const satisfies Record<string, Value | ((...given: never[]) => Value)>;

/** Keeps the value that comes in this place, once the whole message is as expected: for `captured` later in the script. */
export const capture = (name: string, value: unknown = is.anything): Value => ({ is$: 'captures', name, value });
/** What was captured by this name: in an expectation, in a message that is sent, in a query, or as a time to let pass. */
export const captured = (name: string, { plus = 0 } = {}): Captured => ({ is$: 'captured', name, plus });

export function isValue(given: unknown): given is Value {
  return typeof given === 'object' && given !== null && Object.hasOwn(given, 'is$');
}

/** "a whole number". */
export function describeValue(value: Value): string {
  switch (value.is$) {
    case 'between':
      return `a number from ${value.low} to ${value.high}`;
    case 'one-of':
      return value.values.map((one) => describeExpected(one)).join(' or ');
    case 'matching':
      return value.called;
    case 'captures':
      return describeExpected(value.value);
    case 'captured':
      return `the ${value.name} of before${value.plus === 0 ? '' : ` + ${value.plus}`}`;
    default:
      return NAMES[value.is$];
  }
}

const NAMES = {
  string: 'a text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  list: 'a list',
  object: 'an object',
  absent: 'nothing',
  anything: 'anything',
};

/** As JSON, with words in place of what is not known. */
export function describeExpected(expected: unknown): string {
  if (isValue(expected)) return describeValue(expected);
  if (Array.isArray(expected)) return `[${expected.map(describeExpected).join(',')}]`;
  if (typeof expected !== 'object' || expected === null) return JSON.stringify(expected) ?? String(expected);
  return `{${Object.entries(expected)
    .map(([key, value]) => `${JSON.stringify(key)}:${describeExpected(value)}`)
    .join(',')}}`;
}

/** Whether anything in it was captured before. */
export function hasCaptured(given: unknown): boolean {
  if (typeof given !== 'object' || given === null) return false;
  return isValue(given) ? given.is$ === 'captured' : Object.values(given).some(hasCaptured);
}

/** The same, with what was captured in its places. */
export function fill(given: unknown, known: (name: string) => unknown): unknown {
  if (typeof given !== 'object' || given === null) return given;
  if (isValue(given)) return given.is$ === 'captured' ? plus(known(given.name), given.plus) : given;
  if (Array.isArray(given)) return given.map((one) => fill(one, known));
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, fill(value, known)]));
}

export function plus(known: unknown, more: number): unknown {
  return typeof known === 'number' ? known + more : known;
}
