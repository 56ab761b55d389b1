/** Words that several causes share. */
import type { ExpectationEntry } from '../../scenario/entry.ts';
import type { Limit, SourceLocation } from '../../timeline/timeline.ts';
import { type Findings, wantsAnswer } from '../findings.ts';
import { limitAdvice } from '../limit-sentence.ts';
import type { Found } from './cause.ts';

/** " at line 9", or nothing where the line is not known. */
export function atLine(at: SourceLocation | undefined): string {
  return at ? ` at line ${at.line}` : '';
}

/** Whether the step wants the handler to end this connection. */
export function wantsEnd(unmet: Findings['unmet']): unmet is Extract<ExpectationEntry, { expect: 'ends' }> {
  return unmet?.expect === 'ends' && unmet.by === 'handler';
}

/** What is left to do for whoever has caught an error depends on what the step wants of this connection. */
export function thenDo(unmet: Findings['unmet']): string {
  if (wantsEnd(unmet)) return `, and close this one connection${unmet.codes === 'any' ? '' : ` with ${unmet.codes.join(' or ')}`}`;
  return wantsAnswer(unmet) ? ', and answer' : ': answer, or close this one connection';
}

/** How a process ended: "SIGKILL", "exit code 1". */
export function howItEnded({ signal, code }: { signal: string | null; code: number | null }): string {
  return signal ?? `exit code ${code}`;
}

/** What a run comes to that was stopped at a limit of these kinds. */
export function atLimit({ limit, verdict }: Findings, kinds: readonly Limit['what'][], title: string): Found | undefined {
  if (!limit || verdict.kind !== 'limit-exceeded' || !kinds.includes(limit.limit.what)) return undefined;
  return { confidence: 'certain', title, advice: limitAdvice(limit.limit), evidence: [limit.seq], at: limit.limit.at };
}
