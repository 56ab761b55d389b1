/** Whatever a handler throws, as strings. */
import { ERROR_CHARACTERS } from '../../../../system/limits.ts';
import { readable } from '../stack-text.ts';

const LearnersError = Error;

export interface ReadError {
  name: string;
  message: string;
  stack: string;
  /** A text that names the learner's line, where one does. */
  place: string;
}

export function readError(thrown: unknown): ReadError {
  if (!(thrown instanceof LearnersError)) return { name: 'a thrown value', message: describe(thrown), stack: describe(thrown), place: '' };
  try {
    const whole = String(thrown.stack ?? thrown);
    // A long message comes before the places, and is cut.
    return { name: cut(thrown.name), message: cut(thrown.message), stack: readable(cut(whole)), place: whole };
  } catch {
    return { name: 'an error', message: 'an error that cannot be read', stack: '', place: '' };
  }
}

export function describe(value: unknown): string {
  try {
    return cut(value);
  } catch {
    return 'a value that cannot be shown';
  }
}

export function cut(value: unknown): string {
  return String(value).slice(0, ERROR_CHARACTERS);
}
