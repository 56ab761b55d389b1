/** Proves the lessons by running all their handlers: an author's gate. */
import type { Exercise, NamedSource, Step } from '../lessons/lesson.ts';
import type { Dialect } from '../sandbox/dialects/dialect.ts';
import { chooseFeedback, type RunReport, type Sandbox } from '../sandbox/index.ts';

export interface Checked {
  /** `open-then-gone async near miss receive-once` */
  what: string;
  /** What is not as the author states it. */
  problem?: string;
}

interface Item {
  what: string;
  step: Step;
  dialect: Dialect;
  source: string;
  problemOf(report: RunReport): string | undefined;
}

/** One result for each starter, solution, alternative and near miss, in the catalog's order. */
export async function checkSteps(steps: readonly Step[], sandbox: Sandbox): Promise<Checked[]> {
  return Promise.all(
    steps.flatMap(itemsOf).map(async ({ what, step, dialect, source, problemOf }) => {
      const report = await sandbox.run({ source, dialect, scenario: step.scenario });
      const problem = problemOf(report);
      return problem === undefined ? { what } : { what, problem: `${problem} (seed ${report.seed})` };
    }),
  );
}

function itemsOf(step: Step): Item[] {
  return (Object.entries(step.exercises) as [Dialect, Exercise][]).flatMap(([dialect, exercise]) => {
    const item = (what: string, source: string, problemOf: Item['problemOf']): Item => ({
      what: `${step.id} ${dialect} ${what}`,
      step,
      dialect,
      source,
      problemOf,
    });
    return [
      item('starter', exercise.starter, (report) => starterProblem(exercise, report)),
      item('solution', exercise.solution, notWorking),
      ...exercise.alternatives.map(({ name, source }) => item(`alternative ${name}`, source, notWorking)),
      ...exercise.nearMisses.map((nearMiss) =>
        item(`near miss ${nearMiss.name}`, nearMiss.source, (report) => feedbackProblem(step, nearMiss, report)),
      ),
    ];
  });
}

function starterProblem({ starterFails }: Exercise, report: RunReport): string | undefined {
  const { verdict, diagnoses } = report;
  if (verdict.kind !== starterFails.verdict) return `expected the verdict ${starterFails.verdict}, got ${describeVerdict(report)}`;
  const unmet = 'name' in verdict ? verdict.name : undefined;
  if (starterFails.unmet !== undefined && unmet !== starterFails.unmet)
    return `expected ${starterFails.unmet} to be unmet, got ${describeVerdict(report)}`;
  const causes = diagnoses.map(({ cause }) => cause);
  const missing = starterFails.cause !== undefined && !causes.some((cause) => cause === starterFails.cause);
  return missing ? `expected the cause ${starterFails.cause}, got ${causes.join(', ')}` : undefined;
}

function notWorking(report: RunReport): string | undefined {
  return report.verdict.kind === 'working' ? undefined : `expected it to work, got ${describeVerdict(report)}`;
}

function feedbackProblem(step: Step, { name }: NamedSource, report: RunReport): string | undefined {
  const chosen = chooseFeedback(step.scenario.feedback, report);
  return chosen?.id === name
    ? undefined
    : `expected its own feedback, got ${chosen ? `that of ${chosen.id}` : 'none'}: ${describeVerdict(report)}`;
}

function describeVerdict({ verdict, diagnoses }: RunReport): string {
  const causes = diagnoses.map(({ cause }) => cause).join(', ');
  if (verdict.kind === 'broken')
    return `broken at ${verdict.name ?? `entry ${verdict.entry}`} (${verdict.observedKind}: ${verdict.observed}; causes: ${causes})`;
  if (verdict.kind === 'crashed')
    return `crashed at ${verdict.name ?? verdict.entry} (${verdict.error?.message ?? 'no exception'}; causes: ${causes})`;
  if (verdict.kind === 'did-not-compile')
    return `did-not-compile (${verdict.diagnostics.map(({ at, message }) => `${at.line}: ${message}`).join('; ')})`;
  return `${verdict.kind}${causes === '' ? '' : ` (causes: ${causes})`}`;
}
