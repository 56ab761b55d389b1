/** Which of a step's own sentences fits a report. Pure. */
import type { Feedback } from '../scenario/language.ts';
import type { TimelineEvent } from '../timeline/timeline.ts';
import type { RunReport } from './verdict.ts';

type Judged = Pick<RunReport, 'dialect' | 'verdict' | 'diagnoses' | 'timeline'>;

/** The first feedback whose conditions all hold; undefined when none does, or the handler works. */
export function chooseFeedback(feedback: readonly Feedback[], report: Judged): Feedback | undefined {
  return feedback.find(({ when }) => fits(when, report));
}

function fits(when: Feedback['when'], { dialect, verdict, diagnoses, timeline }: Judged): boolean {
  if (verdict.kind === 'working' || verdict.kind === 'did-not-compile') return false;
  if (when.verdict !== undefined && when.verdict !== verdict.kind) return false;
  const name = 'name' in verdict ? verdict.name : undefined;
  const observed = verdict.kind === 'broken' ? verdict.observedKind : undefined;
  return (
    among(when.dialect, dialect) &&
    among(when.unmet, name) &&
    among(when.observed, observed) &&
    (when.cause === undefined || diagnoses.some(({ cause }) => among(when.cause, cause))) &&
    (when.seen === undefined || timeline.some((event) => deedsOf(event).some((deed) => among(when.seen, deed))))
  );
}

function deedsOf(event: TimelineEvent): string[] {
  if (event.kind === 'frame-received') return [event.kind, event.opcode];
  return event.kind === 'never-awaited' ? [event.kind, event.call] : [event.kind];
}

function among(wanted: string | string[] | undefined, actual: string | undefined): boolean {
  return wanted === undefined || (actual !== undefined && [wanted].flat().includes(actual));
}
