/** Findings written by hand, for one cause at a time. */
import type { ExpectationEntry, Seen } from '../../sandbox/scenario/entry.ts';
import type { EventOf, Limit, LocatedError, TimelineKind } from '../../sandbox/timeline/timeline.ts';
import type { Findings } from '../../sandbox/verdict/findings.ts';
import type { ObservedKind, Verdict } from '../../sandbox/verdict/verdict.ts';
import { numbered, type Told } from './timeline.ts';

export const AT = { line: 7, column: 3 };

const BROKEN: Verdict = { kind: 'broken', summary: '', expected: '', observed: '', observedKind: 'silence', entry: 0 };
export const CRASHED: Verdict = { kind: 'crashed', exit: { code: 1, signal: null } };
export const limitExceeded = (limit: Limit): Verdict => ({ kind: 'limit-exceeded', limit, sentence: 'It was stopped.' });

/** Of a run that is broken and shows nothing else. */
export function findings(more: Partial<Findings> = {}): Findings {
  return { verdict: BROKEN, observed: 'it came late', neverAwaited: [], answers: [], messages: [], pongs: [], ...more };
}

export function event<K extends TimelineKind>(seq: number, fact: Told & { kind: K }): EventOf<K> {
  return numbered(fact, seq) as EventOf<K>;
}

export const unmet = (seen: Seen): ExpectationEntry => ({ ...seen, sentence: 'it', withinMs: 0 });
export const RECEIVES = unmet({ expect: 'receives', connection: 'A', opcode: 'text', match: { anything: true } });
export const PONGS = unmet({ expect: 'pongs', connection: 'A', payload: 'x' });
export const endsWith = (by: 'probe' | 'handler', ...codes: number[]) => unmet({ expect: 'ends', connection: 'A', codes, by });

export const errorOf = (more: Partial<LocatedError> = {}): LocatedError => ({ name: 'Error', message: 'bad', stack: '', at: AT, ...more });
export const accepted = event(0, { kind: 'handshake-accepted' });
export const returned = (seq: number, more: { leftOpen?: true } = {}) => event(seq, { kind: 'handler-returned', at: AT, ...more });
export const threw = (seq: number, more: Partial<LocatedError> = {}, leftOpen?: true) =>
  event(seq, { kind: 'handler-threw', error: errorOf(more), leftOpen });
export const uncaught = (seq: number, origin: 'exception' | 'rejection', more: Partial<LocatedError> = {}) =>
  event(seq, { kind: 'uncaught', error: errorOf(more), origin });
export const exited = (seq: number, more: Partial<EventOf<'process-exited'>> = {}) =>
  event(seq, { kind: 'process-exited', code: 1, signal: null, ...more });
export const answer = (seq: number, text = 'hi') => event(seq, { kind: 'frame-received', opcode: 'text', fin: true, bytes: 2, text });
export const pong = (seq: number) => event(seq, { kind: 'frame-received', opcode: 'pong', fin: true, bytes: 0 });
export const message = (seq: number) => event(seq, { kind: 'frame-sent', opcode: 'text', fin: true, bytes: 2, text: 'yo' });
/** The end of a connection: with no close frame, or with one. */
export const dropped = (seq: number, more: Partial<EventOf<'closed'>> = {}) =>
  event(seq, { kind: 'closed', code: 1006, reason: '', clean: false, by: 'handler', end: 'fin', ...more });
export const closed = (seq: number, code?: number, by: 'handler' | 'probe' = 'handler') =>
  dropped(seq, { code: code ?? 1005, by, end: undefined, clean: true, received: { code, reason: '' } });

export const ALL_OBSERVED: readonly ObservedKind[] = [
  ...(['silence', 'ended', 'refused', 'no-handshake', 'hung-up', 'no-process', 'other-content', 'other-form', 'other-opcode'] as const),
  ...(['unsolicited', 'too-late', 'too-early', 'other-close', 'still-open', 'output-missing', 'output-extra'] as const),
  ...(['process-exited', 'protocol-error', 'left-behind'] as const),
];
