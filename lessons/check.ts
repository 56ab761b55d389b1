/** Proves the lessons by running all their handlers: an author's gate. */

import { chooseFeedback, type RunReport, type Sandbox } from '../sandbox/index.ts';
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import type { Exercise, Fails, NamedSource, Step } from './lesson.ts';
import type { Reading } from './reading.ts';
import { failsOn } from './starter-fails.ts';
import { wordingProblems } from './wording.ts';

/** One handler of an exercise, with what its author says of it. */
export interface Variant {
  kind: 'starter' | 'solution' | 'alternative' | 'near miss' | 'wrong program';
  /** Of an alternative, a near miss or a wrong program. */
  name?: string;
  step: Step;
  dialect: Dialect;
  source: string;
  /** What is not as the author states it, as a sentence without a full stop. */
  problemOf(report: RunReport): string | undefined;
}

export interface Checked {
  /** `open-then-gone async near miss receive-once` */
  what: string;
  /** What is not as the author states it. */
  problem?: string;
}

export interface CheckOptions {
  /** How often each handler is run, with a seed of its own each time: all must come to the same. */
  seeds: number;
  /** How often each seed is played; once when not given. */
  repeat?: number;
  /** How many runs are asked for at the same time. */
  atOnce: number;
  /** The version that serves FastAPI's handlers. */
  uvicorn?: string;
}

/** How many right solutions in other styles each exercise shows to be right. */
const LEAST_ALTERNATIVES = 2;

/** One result for each starter, solution, alternative, near miss and wrong program, in the catalog's order, and one for each thing that is missing. */
export async function checkSteps(steps: readonly Step[], sandbox: Sandbox, options: CheckOptions): Promise<Checked[]> {
  const { seeds, repeat = 1, atOnce, uvicorn } = options;
  const variants = steps.flatMap((step) => variantsOf(step, uvicorn));
  const reports = variants.map((): RunReport[] => []);
  const runs = variants.flatMap((variant, index) => Array.from({ length: seeds }, () => ({ variant, index }))).values();
  const work = async () => {
    for (const { variant, index } of runs) {
      let seed: string | undefined;
      for (let time = 0; time < repeat; time++) {
        const report = await runVariant(variant, sandbox, seed);
        seed = report.seed;
        reports[index]?.push(report);
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  const told = variants.map((variant, index) => resultOf(variant, reports[index] ?? []));
  const worded = await Promise.all(steps.map(checkWording));
  return [...told, ...steps.flatMap(missingFrom), ...worded.flat()];
}

/** `seed`: drawn when not given. */
export function runVariant({ source, dialect, step }: Variant, sandbox: Sandbox, seed?: string): Promise<RunReport> {
  return sandbox.run({ source, dialect, scenario: step.scenario, seed });
}

/** A step or a timeline to read: an entry for each thing that is not worded well. */
export async function checkWording(item: Step | Reading): Promise<Checked[]> {
  return (await wordingProblems(item)).map((problem) => ({ what: `${item.id} wording`, problem }));
}

function missingFrom({ id, symptoms, exercises }: Step): Checked[] {
  const unfound = 'expected at least one symptom by which somebody finds the step, got none. Add it to step.md';
  const findable: Checked[] = symptoms.length > 0 ? [] : [{ what: `${id} symptoms`, problem: unfound }];
  const styles = (Object.entries(exercises) as [Dialect, Exercise | undefined][]).flatMap(([dialect, exercise]) => {
    const different = new Set(exercise?.alternatives.map(({ source }) => source).filter((source) => source !== exercise.solution));
    if (!exercise || different.size >= LEAST_ALTERNATIVES) return [];
    const problem = `expected at least ${LEAST_ALTERNATIVES} right solutions in other styles, got ${different.size}. Add them to alternatives/`;
    return [{ what: `${id} ${dialect} alternatives`, problem }];
  });
  return [...findable, ...styles];
}

function resultOf(variant: Variant, reports: readonly RunReport[]): Checked {
  const wrong = reports.flatMap((report) => {
    const problem = variant.problemOf(report);
    return problem === undefined ? [] : [`${problem} (seed ${report.seed})`];
  });
  const { step, dialect, kind, name } = variant;
  const what = [step.id, dialect, kind, name].filter(Boolean).join(' ');
  // At what a wrong program fails may hang on what was drawn; that it fails may not.
  const problem = [...wrong, ...(kind === 'wrong program' ? [] : disagreement(step, reports))].join('; ');
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

/** Every handler of a step, in every dialect that it has. `uvicorn`: as in `CheckOptions`. */
export function variantsOf(step: Step, uvicorn: string | undefined): Variant[] {
  return (Object.entries(step.exercises) as [Dialect, Exercise | undefined][]).flatMap(([dialect, exercise]) => {
    if (!exercise) return [];
    const { starter, starterFails, solution } = exercise;
    const each = (
      kind: Variant['kind'],
      sources: readonly NamedSource[],
      problemOf: (report: RunReport, source: NamedSource) => string | undefined,
    ) => sources.map((given): Variant => ({ kind, step, dialect, ...given, problemOf: (report) => problemOf(report, given) }));
    const fails = failsOn(starterFails, uvicorn);
    return [
      {
        kind: 'starter',
        step,
        dialect,
        source: starter,
        problemOf: (report) => starterProblem(fails, report) ?? untouchedProblem(step, report),
      },
      { kind: 'solution', step, dialect, source: solution, problemOf: notWorking },
      ...each('alternative', exercise.alternatives, notWorking),
      ...each('near miss', exercise.nearMisses, (report, nearMiss) => feedbackProblem(step, nearMiss, report)),
      ...each('wrong program', exercise.wrong, working),
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
  const isStated = starterFails.cause === undefined || causes[0] === starterFails.cause;
  return isStated ? undefined : `expected the first cause ${starterFails.cause}, got ${causes.join(', ') || 'none'}`;
}

/** Whoever has changed nothing has missed nothing nearly. */
function untouchedProblem(step: Step, report: RunReport): string | undefined {
  const chosen = chooseFeedback(step.scenario.feedback, report);
  return chosen && `expected no near miss’s feedback, got that of ${chosen.id}: ${describeVerdict(report)}`;
}

function notWorking(report: RunReport): string | undefined {
  return report.verdict.kind === 'working' ? undefined : `expected it to work, got ${describeVerdict(report)}`;
}

function working(report: RunReport): string | undefined {
  return report.verdict.kind === 'working'
    ? 'expected it not to be judged working, got working. Ask in the scenario for what it lacks'
    : undefined;
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
