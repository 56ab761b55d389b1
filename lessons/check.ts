/** Proves the lessons by running all their handlers: an author's gate. */

import { join } from 'node:path';
import { chooseFeedback, type RunReport, type Sandbox, type TimelineEvent } from '../sandbox/index.ts';
import { type Binds, bindingFor, groundRules, groundRulesProblem, unheardProblem } from './ground-rules.ts';
import type { Lesson, Step } from './lesson.ts';
import { linkProblems } from './links.ts';
import { missingStyles } from './styles.ts';
import type { Item } from './texts.ts';
import { exercisesOf, isRight, runVariant, type Variant, variantsOf } from './variants.ts';
import { wordingProblems } from './wording.ts';

export interface Checked {
  /** `open-then-gone async near miss receive-once` */
  what: string;
  /** Where it is written, or the folder in which something is missing. */
  file: string;
  /** What is not as the author states it, and what to do. */
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
  /** The ids of all steps in the order in which they are taught; of these steps when not given. */
  order?: readonly string[];
  /** Where links may lead; nowhere when not given. */
  addresses?: ReadonlySet<string>;
}

/** One result for each starter, solution, alternative, near miss and wrong program, in the catalog's order, and one for each thing that is missing. */
export async function checkSteps(steps: readonly Step[], sandbox: Sandbox, options: CheckOptions): Promise<Checked[]> {
  const { order = steps.map(({ id }) => id), addresses = new Set(), uvicorn } = options;
  const trials = steps.flatMap((step) => {
    const binds = bindingFor(step.id, order);
    return variantsOf(step, uvicorn).map((variant): Trial => ({ variant, binds, wrong: [], outcomes: [] }));
  });
  await runAll(trials, sandbox, options);
  const worded = await Promise.all(steps.map((step) => checkTexts(step, addresses)));
  return [...trials.map(resultOf), ...steps.flatMap((step) => missingFrom(step, trials)), ...worded.flat()];
}

/** What is left of a handler's runs: of thousands of them, the timelines would fill the memory. */
interface Trial {
  variant: Variant;
  binds: Binds;
  /** What was not as stated, by its own scenario or by the ground rules, each with its seed. */
  wrong: string[];
  /** One for each time that its own scenario was played. */
  outcomes: Outcome[];
  /** Of a right one, the first time: its style can be seen there. */
  shown?: TimelineEvent[];
}

interface Outcome {
  seed: string;
  /** What has to be the same for all seeds. */
  comesTo: string;
}

async function runAll(trials: readonly Trial[], sandbox: Sandbox, { seeds, repeat = 1, atOnce }: CheckOptions): Promise<void> {
  const runs = trials.flatMap((trial) => Array.from({ length: seeds }, () => trial)).values();
  const work = async () => {
    for (const trial of runs) {
      const { source, dialect, step } = trial.variant;
      let seed: string | undefined;
      for (let time = 0; time < repeat; time++) {
        const report = await runVariant(trial.variant, sandbox, seed);
        seed = report.seed;
        take(trial, report);
      }
      if (!isRight(trial.variant) || !step.scenario.questions) continue;
      const ground = await sandbox.run({ source, dialect, scenario: groundRules(step.scenario, trial.binds), seed });
      trial.wrong.push(...told(groundRulesProblem(ground, trial.binds), ground));
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}

function take(trial: Trial, report: RunReport): void {
  const { variant, binds } = trial;
  const unheard = isRight(variant) ? unheardProblem(report, binds) : undefined;
  trial.wrong.push(...told(variant.problemOf(report) ?? unheard, report));
  trial.outcomes.push({ seed: report.seed, comesTo: comesTo(variant.step, report) });
  if (isRight(variant)) trial.shown ??= report.timeline;
}

/** A lesson, a step or a timeline to read: an entry for each thing that is not worded well, and for each link. `addresses`: see `linkProblems`. */
export async function checkTexts(item: Item, addresses: ReadonlySet<string>): Promise<Checked[]> {
  const worded = (await wordingProblems(item)).map((wrong) => ({ what: `${item.id} wording`, ...wrong }));
  return [...worded, ...linkProblems(item, addresses).map((wrong) => ({ what: `${item.id} links`, ...wrong }))];
}

/** Where the page has the steps and the timelines to read. */
export function addressesOf(lessons: readonly Lesson[]): ReadonlySet<string> {
  const steps = lessons.flatMap((lesson) => lesson.steps.map(({ id }) => `/steps/${id}`));
  return new Set([...steps, ...lessons.flatMap((lesson) => lesson.readings.map(({ id }) => `/read/${id}`))]);
}

function missingFrom(step: Step, trials: readonly Trial[]): Checked[] {
  const unfound = 'expected at least one symptom by which somebody finds the step, got none. Add it to the front matter';
  const symptoms = { what: `${step.id} symptoms`, file: join(step.folder, 'step.md'), problem: unfound };
  const styles = exercisesOf(step).flatMap(([dialect, exercise]) => {
    const right = trials.filter(({ variant }) => variant.step === step && variant.dialect === dialect && isRight(variant));
    const runs = right.flatMap(({ shown }) => (shown ? [shown] : []));
    const file = join(step.folder, dialect, 'alternatives');
    const missing = missingStyles(exercise, step.scenario, dialect, runs);
    return missing.map((problem) => ({ what: `${step.id} ${dialect} alternatives`, file, problem }));
  });
  return [...(step.symptoms.length > 0 ? [] : [symptoms]), ...styles];
}

function resultOf({ variant, wrong, outcomes }: Trial): Checked {
  const { step, dialect, kind, name, file } = variant;
  const what = [step.id, dialect, kind, name].filter(Boolean).join(' ');
  // At what a wrong program fails may hang on what was drawn; that it fails may not.
  const problem = [...wrong, ...(kind === 'wrong program' ? [] : disagreement(outcomes))].join('; ');
  return problem === '' ? { what, file } : { what, file, problem };
}

function told(problem: string | undefined, { seed }: RunReport): string[] {
  return problem === undefined ? [] : [`${problem} (seed ${seed})`];
}

/** The seeds whose verdict is not that of most of them. */
function disagreement(outcomes: readonly Outcome[]): string[] {
  const groups = Map.groupBy(outcomes, ({ comesTo }) => comesTo);
  if (groups.size <= 1) return [];
  const [most, ...others] = [...groups].toSorted(([, one], [, other]) => other.length - one.length);
  const told = others.map(([other, these]) => `${other} with ${these.map(({ seed }) => seed).join(', ')}`);
  const got = `got ${most?.[0]} with ${most?.[1].length} and ${told.join(' and ')}`;
  return [`expected one verdict for all seeds, ${got}. Let the script ask for the same, whatever is drawn`];
}

function comesTo(step: Step, report: RunReport): string {
  const { verdict } = report;
  const unmet = 'name' in verdict ? ` at ${verdict.name}` : '';
  const feedback = chooseFeedback(step.scenario.feedback, report);
  return `${verdict.kind}${unmet}${feedback ? `, feedback ${feedback.id}` : ''}`;
}
