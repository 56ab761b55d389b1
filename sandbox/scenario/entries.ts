/** Short words for what authors write again and again. */
import { type Entry, type ExpectationEntry, type FrameSpec, isExpectation, type LinePattern, type Matcher } from './entry.ts';
import type { Named } from './language.ts';
import { type Captured, hasCaptured, type Value } from './value.ts';

/** How long an answer may take on the run's clock. Virtual time passes only while the handler waits, so this is generous. */
export const ANSWER_MS = 5_000;

/** Text frame with this text. */
export const text = (value: string): FrameSpec => ({ opcode: 'text', text: value });
/** Text frame with this value as JSON. */
export const json = (value: unknown): FrameSpec =>
  hasCaptured(value) ? { opcode: 'text', json: value } : { opcode: 'text', text: JSON.stringify(value) };
export const ping = (payload: string): FrameSpec => ({ opcode: 'ping', text: payload });
/** A text frame whose parsed content holds these keys and values; see `is` for values that are not known. */
export const answersJson = (value: unknown): { match: Matcher } => ({ match: { json: value } });
export const answersText = (value: string | Value): { match: Matcher } => ({ match: { text: value } });

/**
 * Any of these will do, each an expectation or several in order: `oneOf([a.receives(error), a.ends(1003)])`. The first is the one
 * that is told about when none is met.
 */
export function oneOf<Name extends string = never>(alternatives: Entry[][], options: Named<Name> = {}): Entry<Name>[] {
  const lists = alternatives.map(expectationsOf);
  const [first] = lists.flat();
  if (first === undefined || !('connection' in first)) throw new TypeError('Expected oneOf to get expectations of a connection.');
  const { name, mark: _mark, ...words } = { ...wordsOf(lists), ...options };
  return [{ expect: 'one-of', connection: first.connection, alternatives: lists, ...(name === undefined ? {} : { name }), ...words }];
}

function expectationsOf(entries: Entry[]): ExpectationEntry[] {
  return entries.map((entry) => {
    if (!isExpectation(entry))
      throw new TypeError(`Expected oneOf to get expectations alone, got the action “${entry.do}”. Put it before.`);
    return entry;
  });
}

function wordsOf(lists: ExpectationEntry[][]) {
  const all = lists.flat();
  return {
    sentence: lists.map((list) => list.map(({ sentence }) => sentence).join(' and then ')).join(', or '),
    summary: all[0]?.summary,
    withinMs: Math.max(...all.map(({ withinMs }) => withinMs)),
  };
}

/** Expects lines of output: see the `output` expectation of the scenario. */
export function outputs<Name extends string = never>(
  seen: { lines: LinePattern[]; never?: LinePattern[]; once?: LinePattern[] },
  options: Named<Name> & { sentence: string },
): Entry<Name>[] {
  const { name, sentence, summary = 'the output is not as it should be', withinMs = ANSWER_MS } = options;
  return [{ expect: 'output', ...seen, ...(name === undefined ? {} : { name }), sentence, summary, withinMs }];
}

/** A line that holds all of these texts, of a list any one of them. */
export const line = (...has: LinePattern['has']): LinePattern => ({ has });
/** A place in the learner's file, as a stack trace names it. */
export const place = (): LinePattern => ({ has: [['handler.ts:', 'File "handler.py", line ']] });
/** A line of a stack trace. */
export const stack = (): LinePattern => ({ has: [['    at ', 'Traceback (most recent call last)']] });

/** Lets so much time pass on the run's clock, from now or from the entry `after`. */
export const advance = (forMs: number | Captured, after?: string): Entry<never> => ({
  do: 'advance',
  forMs,
  ...(after === undefined ? {} : { after }),
});
