/** Whether a value that came is of the kind that was asked for. Pure. */
import { isValue, plus, type Value } from '../scenario/value.ts';

/** What earlier messages have given by name, and what this one gives: that counts once all of it matches. */
export class Captures {
  readonly #known = new Map<string, unknown>();
  #taken = new Map<string, unknown>();

  get(name: string): unknown {
    return this.#taken.has(name) ? this.#taken.get(name) : this.#known.get(name);
  }

  take(name: string, value: unknown): void {
    this.#taken.set(name, value);
  }

  /** What was taken since the last time is kept, or forgotten. */
  settle(matched: boolean): void {
    if (this.#taken.size === 0) return;
    if (matched) for (const [name, value] of this.#taken) this.#known.set(name, value);
    this.#taken = new Map();
  }
}

/** `absent` is for whoever knows the key: no value is. `isSame` compares with a value that may hold others of this kind. */
export function isOf(value: Value, actual: unknown, captures: Captures, isSame: (expected: unknown, actual: unknown) => boolean): boolean {
  switch (value.is$) {
    case 'integer':
      return Number.isInteger(actual);
    case 'list':
      return Array.isArray(actual);
    case 'object':
      return typeof actual === 'object' && actual !== null && !Array.isArray(actual);
    case 'absent':
      return false;
    case 'anything':
      return true;
    case 'between':
      return typeof actual === 'number' && actual >= value.low && actual <= value.high;
    case 'one-of':
      return value.values.some((one) => isSame(one, actual));
    case 'matching':
      return typeof actual === 'string' && value.pattern.test(actual);
    case 'captured':
      return isSame(plus(captures.get(value.name), value.plus), actual);
    case 'captures':
      if (!isSame(value.value, actual)) return false;
      captures.take(value.name, actual);
      return true;
    default:
      return typeof actual === value.is$;
  }
}

/** A text, a header or a close reason. */
export function isText(expected: string | Value, actual: string, captures: Captures): boolean {
  return isValue(expected)
    ? isOf(expected, actual, captures, (one, other) => isText(one as string | Value, String(other), captures))
    : expected === actual;
}
