/** An examination as the page shows it: one experiment drawn like a run, and files for somebody else. Pure. */
import type { Examination, ExaminedDiagnosis, MadeExperiment } from '../../../sandbox/index.ts';
import type { Dialect } from '../../../sandbox/runtimes/dialect.ts';
import { DIALECTS } from '../../../sandbox/runtimes/dialect.ts';
import type { SharedFile } from '../report/attempt.ts';
import { reportExamination } from '../report/examination.ts';
import type { Mending } from '../report/examined.ts';
import type { Examined } from './examining.ts';
import type { Shown } from './running.ts';

/** The experiment that shows the first diagnosis; of a healthy backend the last one, which has tried most. */
export function decidingOf({ diagnoses: [first], experiments }: Examination): MadeExperiment | undefined {
  return experiments.find(({ id }) => id === first?.experiment) ?? experiments.at(-1);
}

/** As a run is shown. */
export function drawnAs({ result, examination }: Examined, experiment: MadeExperiment): Shown {
  const { id, verdict, timeline } = experiment;
  const nothing = { seed: '', outcomes: [], timings: { compileMs: 0, startMs: 0, probeMs: 0, totalMs: 0 } };
  const diagnoses = result.diagnoses.filter((diagnosis) => diagnosis.experiment === id);
  const report = { ...nothing, dialect: result.subject.dialect, verdict, diagnoses, timeline };
  const run = examination * 100 + result.experiments.indexOf(experiment);
  return { stage: 'finished', run, place: 0, events: timeline, report, hasNoPattern: true };
}

/** What mends a diagnosis, in a dialect. */
export function mendingOf({ mending }: Examined, { cause, next: decides }: ExaminedDiagnosis, dialect: Dialect | undefined): Mending {
  const { fix, next, step } = mending[cause] ?? { fix: {} };
  return { fix: dialect && fix[dialect], next: decides ?? next, step };
}

/** The dialects for which anything is there that mends. */
export function dialectsOf({ result, mending }: Examined): Dialect[] {
  const { dialect } = result.subject;
  if (dialect) return [dialect];
  return DIALECTS.filter((each) => result.diagnoses.some(({ cause }) => mending[cause]?.fix[each] !== undefined));
}

/** For somebody else. */
export function filesOf(examined: Examined, dialect: Dialect | undefined, version: string): { report: SharedFile; markdown: SharedFile } {
  const { result, at, source } = examined;
  const mend = (diagnosis: ExaminedDiagnosis) => mendingOf(examined, diagnosis, dialect);
  const { html, markdown } = reportExamination(result, { at, version, source, mend });
  return {
    report: { name: 'socket-clinic-examination.html', type: 'text/html', text: html },
    markdown: { name: 'socket-clinic-examination.md', type: 'text/markdown', text: markdown },
  };
}
