/** Whether an answer came before one that was due earlier. Pure. */
import { type Entry, type ExpectationEntry, isExpectation, type Script } from '../scenario/entry.ts';
import type { EventOf } from '../timeline/timeline.ts';
import { mismatch } from './match.ts';

type Answer = EventOf<'frame-received'>;

/** The answer that came where `unmet` waited for another, if a later expectation of the same exchange waits for it. */
export function overtaking({ entries }: Script, unmet: ExpectationEntry | undefined, answers: readonly Answer[]): Answer | undefined {
  if (unmet?.expect !== 'receives') return undefined;
  const at = entries.indexOf(unmet);
  const ofIt = (entry: Entry) => 'connection' in entry && entry.connection === unmet.connection;
  const came = answers[entries.slice(0, at).filter((entry) => ofIt(entry) && 'expect' in entry && entry.expect === 'receives').length];
  const later = entries.slice(at + 1).filter(ofIt);
  const asked = later.findIndex((entry) => !isExpectation(entry));
  const due = later.slice(0, asked < 0 ? undefined : asked);
  return came && due.some((entry) => isAnswerTo(entry, came)) ? came : undefined;
}

function isAnswerTo(entry: Entry, { text = '', hex = '', ...came }: Answer): boolean {
  if (!('expect' in entry) || entry.expect !== 'receives' || !came.fin || came.opcode !== entry.opcode) return false;
  const first = { text, hex, ...came };
  return mismatch({ opcode: entry.opcode, text, hex, first, atMs: came.atMs }, entry.opcode, entry.match) === undefined;
}
