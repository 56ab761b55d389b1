/** Proves the lessons by running all their handlers: an author's gate. */
import type { Exercise, Fails, NamedSource, Step } from '../lessons/lesson.ts';
import { failsOn } from '../lessons/starter-fails.ts';
import { chooseFeedback, type RunReport, type Sandbox } from '../sandbox/index.ts';
import type { Dialect } from '../sandbox/runtimes/dialect.ts';

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

export interface CheckOptions {
  /** How often each handler is run, with a seed of its own each time: all must come to the same. */
  seeds: number;
  /** How many runs are asked for at the same time. */
  atOnce: number;
  /** The version that serves FastAPI's handlers. */
  uvicorn?: string;
}

/** One result for each starter, solution, alternative and near miss, in the catalog's order. */
export async function checkSteps(steps: readonly Step[], sandbox: Sandbox, { seeds, atOnce, uvicorn }: CheckOptions): Promise<Checked[]> {
  const items = steps.flatMap((step) => itemsOf(step, uvicorn));
  const reports = items.map((): RunReport[] => []);
  const runs = items.flatMap((item, index) => Array.from({ length: seeds }, () => ({ item, index }))).values();
  const work = async () => {
    for (const { item, index } of runs) {
      const { source, dialect, step } = item;
      reports[index]?.push(await sandbox.run({ source, dialect, scenario: step.scenario }));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return items.map((item, index) => resultOf(item, reports[index] ?? []));
}

function resultOf({ what, step, problemOf }: Item, reports: readonly RunReport[]): Checked {
  const wrong = reports.flatMap((report) => {
    const problem = problemOf(report);
    return problem === undefined ? [] : [`${problem} (seed ${report.seed})`];
  });
  const problem = [...wrong, ...disagreement(step, reports)].join('; ');
  return problem === '' ? { what } : { what, problem };
}

/** The seeds whose verdict is not that of most of them. */
function disagreement(step: Step, reports: readonly RunReport[]): string[] {
  const groups = Map.groupBy(reports, (report) => comesTo(step, report));
  if (groups.size <= 1) return [];
  const [most, ...others] = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  const told = others.map(([other, these]) => `${other} with ${these.map(({ seed }) => seed).join(', ')}`);
  return [`expected one verdict for all seeds, got ${most?.[0]} with ${most?.[1].length} and ${told.join(' and ')}`];
}

function comesTo(step: Step, report: RunReport): string {
  const { verdict } = report;
  const unmet = 'name' in verdict ? ` at ${verdict.name}` : '';
  const feedback = chooseFeedback(step.scenario.feedback, report);
  return `${verdict.kind}${unmet}${feedback ? `, feedback ${feedback.id}` : ''}`;
}

function itemsOf(step: Step, uvicorn: string | undefined): Item[] {
  return (Object.entries(step.exercises) as [Dialect, Exercise | undefined][]).flatMap(([dialect, exercise]) => {
    if (!exercise) return [];
    const item = (what: string, source: string, problemOf: Item['problemOf']): Item => ({
      what: `${step.id} ${dialect} ${what}`,
      step,
      dialect,
      source,
      problemOf,
    });
    return [
      item(
        'starter',
        exercise.starter,
        (report) => starterProblem(failsOn(exercise.starterFails, uvicorn), report) ?? untouchedProblem(step, report),
      ),
      item('solution', exercise.solution, notWorking),
      ...exercise.alternatives.map(({ name, source }) => item(`alternative ${name}`, source, notWorking)),
      ...exercise.nearMisses.map((nearMiss) =>
        item(`near miss ${nearMiss.name}`, nearMiss.source, (report) => feedbackProblem(step, nearMiss, report)),
      ),
    ];
  });
}

function starterProblem(starterFails: Fails, report: RunReport): string | undefined {
  const { verdict, diagnoses } = report;
  if (verdict.kind !== starterFails.verdict) return `expected the verdict ${starterFails.verdict}, got ${describeVerdict(report)}`;
  const unmet = 'name' in verdict ? verdict.name : undefined;
  if (starterFails.unmet !== undefined && unmet !== starterFails.unmet)
    return `expected ${starterFails.unmet} to be unmet, got ${describeVerdict(report)}`;
  const causes = diagnoses.map(({ cause }) => cause);
  const missing = starterFails.cause !== undefined && !causes.some((cause) => cause === starterFails.cause);
  return missing ? `expected the cause ${starterFails.cause}, got ${causes.join(', ')}` : undefined;
}

/** Whoever has changed nothing has missed nothing nearly. */
function untouchedProblem(step: Step, report: RunReport): string | undefined {
  const chosen = chooseFeedback(step.scenario.feedback, report);
  return chosen && `expected no near miss’s feedback, got that of ${chosen.id}: ${describeVerdict(report)}`;
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
