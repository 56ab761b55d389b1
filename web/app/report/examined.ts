/** An examination as a report has it, and what both of its forms call things. Pure. */
import type { Examination, ExaminedDiagnosis } from '../../../sandbox/index.ts';
import type { Fact } from './page.ts';

export interface ExaminationParts {
  at: Date;
  /** Of the workshop: "0.1.0". */
  version: string;
  /** What the handler was run on, where that is known: "Node 26.10.0". */
  runtime?: string;
  /** Of a file. */
  source?: string;
  /** What the field guide says of a diagnosis. */
  mend(diagnosis: ExaminedDiagnosis): Mending;
}

export interface Mending {
  /** Code. */
  fix?: string;
  /** What would tell this cause from those that look the same. */
  next?: string;
  /** The id of the step that teaches it. */
  step?: string;
}

/** The same, in the order in which both forms tell it. */
export interface ReportedExamination extends Omit<Examination, 'timings'>, Omit<ExaminationParts, 'version' | 'runtime'> {
  facts: Fact[];
  /** The experiment that shows the first diagnosis. */
  deciding?: Examination['experiments'][number];
}

const HEADLINES: Record<Examination['verdict']['kind'], string> = {
  working: 'Healthy',
  broken: 'Broken',
  crashed: 'Crashed: the process ended, and every connection with it',
  'limit-exceeded': 'Limit exceeded',
  'did-not-compile': 'Did not compile',
};

export function headlineOf({ verdict }: Pick<Examination, 'verdict'>): string {
  return HEADLINES[verdict.kind];
}

/** Where compiling stopped. */
export function problemsIn({ experiments }: Pick<Examination, 'experiments'>) {
  return experiments.flatMap(({ verdict }) => (verdict.kind === 'did-not-compile' ? verdict.diagnostics : []));
}

/** Whether one of the diagnoses rests on it. */
export function showsSomething({ id }: { id: string }, { diagnoses }: Pick<Examination, 'diagnoses'>): boolean {
  return diagnoses.some(({ experiment }) => experiment === id);
}
