/** What an expectation is held against, and what can be said of any of them: shared by all that look at evidence. Pure. */
import type { ExpectationEntry, Seen, Since } from '../scenario/entry.ts';
import { describeClosed } from '../timeline/describe.ts';
import type { Stats } from '../timeline/timeline.ts';
import { callConnection, quote } from '../timeline/wording.ts';
import type { ConnectionEvidence, Evidence } from './evidence.ts';
import type { Message, Mismatch } from './match.ts';
import type { Captures } from './match-value.ts';
import type { OutputMatch } from './output.ts';

export type Standing = 'pending' | 'met' | Mismatch;

/** What an expectation is held against. */
export interface Seeing {
  evidence: Evidence;
  /** When the probe turned to each named entry, on the run's clock in milliseconds. */
  turned: ReadonlyMap<string, number>;
  /** What earlier messages have given by name. */
  captures?: Captures;
  /** What was counted at each named `left` that was met. */
  counted?: ReadonlyMap<string, Stats>;
  /** How far this expectation has read the output. */
  output?: OutputMatch;
  /** How far an expectation of several things has come. */
  choice?: Choice;
}

export type Stand = (entry: ExpectationEntry, seeing: Seeing, deadline: boolean) => Standing;

/** An expectation of several things, and how far it has come. */
export interface Choice {
  look(stand: Stand, seeing: Seeing, deadline: boolean): Standing;
}

export type Of<K extends Seen['expect']> = Extract<Seen, { expect: K }>;

export function neverOpened(of: ConnectionEvidence, evidence: Evidence): Mismatch | undefined {
  evidence.ground = of.refused ?? of.invalid ?? of.failed ?? of.closed ?? evidence.ground;
  if (of.refused)
    return {
      observedKind: 'refused',
      observed: `the opening handshake was refused with ${of.refused.status} ${of.refused.statusText}`.trim(),
    };
  if (of.invalid) return { observedKind: 'protocol-error', observed: `the opening handshake got an illegal answer: ${of.invalid.problem}` };
  if (of.failed?.why) return { observedKind: 'unreached', observed: `no connection could be made: ${of.failed.problem}` };
  if (of.failed) return { observedKind: 'no-process', observed: 'there was nobody to connect to: the process had ended' };
  if (of.closed) return { observedKind: 'hung-up', observed: describeClosed(of.closed) };
  return processGone(evidence);
}

/** Nothing can come any more on this connection. */
export function cannotCome(of: ConnectionEvidence, evidence: Evidence): Mismatch | undefined {
  evidence.ground = of.violation ?? of.closed ?? evidence.ground;
  if (of.violation) return { observedKind: 'protocol-error', observed: `illegal bytes came: ${of.violation.problem}` };
  if (of.closed) return { observedKind: 'ended', observed: describeClosed(of.closed) };
  if (!of.accepted) return neverOpened(of, evidence);
  return processGone(evidence);
}

export function processGone(evidence: Evidence): Mismatch | undefined {
  const { exit } = evidence;
  evidence.ground = exit ?? evidence.ground;
  return exit && { observedKind: 'process-exited', observed: `the process ended (${exit.signal ?? `exit code ${exit.code}`})` };
}

export function lateAfter(before: string | undefined, evidence: Evidence): Mismatch | undefined {
  if (before === undefined || evidence.of(before).messages.length === 0) return undefined;
  return { observedKind: 'too-late', observed: `it came only after ${callConnection(before)} had been answered` };
}

export function laterThan(bound: Since | undefined, atMs: number, turned: Seeing['turned']): Mismatch | undefined {
  if (bound === undefined) return undefined;
  const tookMs = atMs - (turned.get(bound.entry) ?? 0);
  return tookMs <= bound.ms ? undefined : { observedKind: 'too-late', observed: `it came ${Math.round(tookMs)} ms after it was asked for` };
}

export function silence(observed: string): Mismatch {
  return { observedKind: 'silence', observed: `${observed}, and the connection stayed open` };
}

export function unsolicited({ text, hex, first }: Message): Mismatch {
  const shown = text === '' ? `${hex.length / 2} bytes` : quote(text);
  return { observedKind: 'unsolicited', observed: `a message came that nothing asked for: ${shown}`, shownBy: first };
}
