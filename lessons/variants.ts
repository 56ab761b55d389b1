/** Every handler of a step, with what its author states of it and what to say where a run came to something else. */
import { join } from 'node:path';
import { chooseFeedback, type RunReport, type Sandbox } from '../sandbox/index.ts';
import { type Dialect, endingOf } from '../sandbox/runtimes/dialect.ts';
import type { Exercise, Fails, NamedSource, Step } from './lesson.ts';
import { failsOn } from './starter-fails.ts';

/** One handler of an exercise. */
export interface Variant {
  kind: 'starter' | 'solution' | 'alternative' | 'near miss' | 'wrong program';
  /** Of an alternative, a near miss or a wrong program. */
  name?: string;
  step: Step;
  dialect: Dialect;
  source: string;
  /** Where it is written. */
  file: string;
  /** What is not as the author states it and what to do, without a full stop at the end. */
  problemOf(report: RunReport): string | undefined;
}

const FOLDERS = { alternative: 'alternatives', 'near miss': 'near-misses', 'wrong program': 'wrong' } as const;

/** Every handler of a step, in every dialect that it has. `uvicorn`: the version that serves FastAPI's. */
export function variantsOf(step: Step, uvicorn: string | undefined): Variant[] {
  return exercisesOf(step).flatMap(([dialect, exercise]) => {
    const { starter, solution, alternatives, nearMisses, wrong } = exercise;
    const fails = failsOn(exercise.starterFails, uvicorn);
    const folder = join(step.folder, dialect);
    const at = (...path: string[]) => join(folder, ...path) + endingOf(dialect);
    const each = (kind: keyof typeof FOLDERS, sources: readonly NamedSource[], problemOf: (report: RunReport, name: string) => Problem) =>
      sources.map(({ name, source }): Variant => {
        const file = at(FOLDERS[kind], name);
        return { kind, name, step, dialect, source, file, problemOf: (report) => problemOf(report, name) };
      });
    const failing = (report: RunReport) => starterProblem(fails, report) ?? untouchedProblem(step, report);
    return [
      { kind: 'starter', step, dialect, source: starter, file: at('starter'), problemOf: failing },
      { kind: 'solution', step, dialect, source: solution, file: at('solution'), problemOf: notWorking },
      ...each('alternative', alternatives, notWorking),
      ...each('near miss', nearMisses, (report, name) => feedbackProblem(step, name, report)),
      ...each('wrong program', wrong, working),
    ];
  });
}

/** Solutions and alternatives. */
export function isRight({ kind }: Variant): boolean {
  return kind === 'solution' || kind === 'alternative';
}

/** The exercises that a step has. */
export function exercisesOf({ exercises }: Step): [Dialect, Exercise][] {
  return (Object.entries(exercises) as [Dialect, Exercise | undefined][]).filter((entry): entry is [Dialect, Exercise] => !!entry[1]);
}

/** `seed`: drawn when not given. */
export function runVariant({ source, dialect, step }: Variant, sandbox: Sandbox, seed?: string): Promise<RunReport> {
  return sandbox.run({ source, dialect, scenario: step.scenario, seed });
}

type Problem = string | undefined;

function starterProblem(stated: Fails, report: RunReport): Problem {
  const { verdict, diagnoses } = report;
  const correct = 'Make the starter fail as step.md states, or correct starterFails there';
  if (verdict.kind !== stated.verdict) return `expected the verdict ${stated.verdict}, got ${describeVerdict(report)}. ${correct}`;
  const unmet = 'name' in verdict ? verdict.name : undefined;
  if (stated.unmet !== undefined && unmet !== stated.unmet)
    return `expected ${stated.unmet} to be unmet, got ${describeVerdict(report)}. ${correct}`;
  const causes = diagnoses.map(({ cause }) => cause);
  if (stated.cause === undefined || causes[0] === stated.cause) return undefined;
  return `expected the first cause ${stated.cause}, got ${causes.join(', ') || 'none'}. ${correct}`;
}

/** Whoever has changed nothing has missed nothing nearly. */
function untouchedProblem(step: Step, report: RunReport): Problem {
  const chosen = chooseFeedback(step.scenario.feedback, report);
  if (!chosen) return undefined;
  const narrow = 'Let its `when` in scenario.ts ask for something that the starter does not do';
  return `expected no near miss’s feedback, got that of ${chosen.id}: ${describeVerdict(report)}. ${narrow}`;
}

function notWorking(report: RunReport): Problem {
  if (report.verdict.kind === 'working') return undefined;
  return `expected it to work, got ${describeVerdict(report)}. Repair it, or ask in scenario.ts for no more than step.md promises`;
}

function working(report: RunReport): Problem {
  if (report.verdict.kind !== 'working') return undefined;
  return 'expected it not to be judged working, got working. Ask in scenario.ts for what it lacks';
}

function feedbackProblem(step: Step, name: string, report: RunReport): Problem {
  const chosen = chooseFeedback(step.scenario.feedback, report);
  if (chosen?.id === name) return undefined;
  const got = chosen ? `that of ${chosen.id}` : 'none';
  return `expected its own feedback, got ${got}: ${describeVerdict(report)}. Let the \`when\` of “${name}” in scenario.ts fit that, and no earlier one`;
}

/** The verdict with all that an author needs in order to find it again. */
export function describeVerdict({ verdict, diagnoses }: RunReport): string {
  const causes = diagnoses.map(({ cause }) => cause).join(', ');
  if (verdict.kind === 'broken')
    return `broken at ${verdict.name ?? `entry ${verdict.entry}`} (${verdict.observedKind}: ${verdict.observed}; causes: ${causes})`;
  if (verdict.kind === 'crashed')
    return `crashed at ${verdict.name ?? verdict.entry} (${verdict.error?.message ?? 'no exception'}; causes: ${causes})`;
  if (verdict.kind === 'did-not-compile')
    return `did-not-compile (${verdict.diagnostics.map(({ at, message }) => `${at.line}: ${message}`).join('; ')})`;
  return `${verdict.kind}${causes === '' ? '' : ` (causes: ${causes})`}`;
}
