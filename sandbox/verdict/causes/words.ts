/** Words that several causes share. */
import type { SourceLocation } from '../../timeline/timeline.ts';
import type { Findings } from '../findings.ts';

/** " at line 9", or nothing where the line is not known. */
export function atLine(at: SourceLocation | undefined): string {
  return at ? ` at line ${at.line}` : '';
}

/** Whether the step wants the handler to end this connection. */
export function wantsEnd(unmet: Findings['unmet']): boolean {
  return unmet?.expect === 'ends' && unmet.by === 'handler';
}

/** What is left to do for whoever has caught an error depends on what the step wants of this connection. */
export function thenDo(unmet: Findings['unmet']): string {
  if (unmet?.expect === 'ends' && unmet.by === 'handler') return `, and close this one connection with ${unmet.codes.join(' or ')}`;
  return unmet?.expect === 'receives' ? ', and answer' : ': answer, or close this one connection';
}

/** How a process ended: "SIGKILL", "exit code 1". */
export function howItEnded({ signal, code }: { signal: string | null; code: number | null }): string {
  return signal ?? `exit code ${code}`;
}
