/** What a run's report marks in the editor. Pure. */
import type { RunReport } from '../../../sandbox/index.ts';
import type { Mark } from '../editor/editor.ts';

export interface Marked {
  marks: Mark[];
  /** The line that the first diagnosis names. */
  line?: number;
}

/** Compile problems, and the calls that were never awaited; what a diagnosis rests on waits with it. */
export function marksOf(report: RunReport | undefined, isTold: boolean): Marked {
  if (!report) return { marks: [] };
  const { verdict, diagnoses, timeline } = report;
  if (verdict.kind === 'did-not-compile')
    return { marks: verdict.diagnostics.map(({ at, ...rest }) => ({ ...at, ...rest, isFault: true })) };
  return isTold || verdict.kind === 'working' ? { marks: neverAwaited(timeline), line: diagnoses[0]?.at?.line } : { marks: [] };
}

/** Each place once, however often it was passed. */
function neverAwaited(timeline: RunReport['timeline']): Mark[] {
  const marks = new Map<string, Mark>();
  for (const event of timeline)
    if (event.kind === 'never-awaited' && event.at) {
      const { line, column } = event.at;
      marks.set(`${line}:${column}`, { line, column, message: `${event.call} was never awaited, so it did nothing.`, isFault: false });
    }
  return [...marks.values()];
}
