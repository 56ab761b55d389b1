/** Short words for what authors write again and again. */
import type { Entry, FrameSpec, LinePattern, Matcher } from './entry.ts';
import type { Named } from './language.ts';

/** How long an answer may take on the run's clock. Virtual time passes only while the handler waits, so this is generous. */
export const ANSWER_MS = 5_000;

/** Text frame with this text. */
export const text = (value: string): FrameSpec => ({ opcode: 'text', text: value });
/** Text frame with this value as JSON. */
export const json = (value: unknown): FrameSpec => ({ opcode: 'text', text: JSON.stringify(value) });
export const ping = (payload: string): FrameSpec => ({ opcode: 'ping', text: payload });
/** A text frame whose parsed content holds these keys and values. */
export const answersJson = (value: unknown): { match: Matcher } => ({ match: { json: value } });
export const answersText = (value: string): { match: Matcher } => ({ match: { text: value } });

/** Expects lines of output: see the `output` expectation of the scenario. */
export function outputs(
  seen: { lines: LinePattern[]; never?: LinePattern[]; once?: LinePattern[] },
  options: Named & { sentence: string },
): Entry[] {
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
export const advance = (forMs: number, after?: string): Entry => ({ do: 'advance', forMs, ...(after === undefined ? {} : { after }) });
