import { availableParallelism } from 'node:os';
import { type Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { loadCatalog } from '../../lessons/catalog.ts';
import type { Step } from '../../lessons/lesson.ts';
import { isMissing, SandboxError } from '../../sandbox/index.ts';
import { DIALECTS, type Dialect } from '../../sandbox/runtimes/dialect.ts';
import { visibleText } from '../../web/visible-text.ts';
import { type Checked, checkSteps } from '../check-content.ts';
import { chooseStep } from '../choose-step.ts';
import { NOT_WORKING_EXIT } from '../exit.ts';
import { openSandbox, preparePython } from '../open-sandbox.ts';

const MOST_SEEDS = 1_000;

interface Options {
  step?: string;
  dialect?: Dialect;
  lessons?: string;
  seeds: number;
  json?: boolean;
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('prove the lessons: starters fail as stated and get no near miss’s feedback, solutions work, near misses get their own')
    .option('--step <id>', 'only this step')
    .addOption(new Option('--dialect <dialect>', 'only the exercises in this dialect').choices(DIALECTS))
    .option('--lessons <folder>', 'another lessons folder')
    .option('--seeds <number>', 'run each handler with so many seeds, and demand one verdict for all', parseSeeds, 1)
    .option('--json', 'one JSON document on stdout')
    .action(async (options: Options) => {
      const checked = await checkLessons(options);
      process.stdout.write(options.json ? `${JSON.stringify({ checked })}\n` : showAll(checked));
      process.exitCode = checked.every(isAsStated) ? 0 : NOT_WORKING_EXIT;
    });
}

async function checkLessons({ step, dialect, lessons, seeds }: Options): Promise<Checked[]> {
  const catalog = await loadCatalog(lessons);
  const wanted = step === undefined ? catalog.lessons.flatMap((lesson) => lesson.steps) : [chooseStep(catalog, step)];
  const steps = dialect === undefined ? wanted : wanted.map((each) => inDialect(each, dialect));
  const atOnce = availableParallelism();
  const sandbox = openSandbox({ atOnce });
  try {
    const { steps: checked, uvicorn } = await runnable(steps);
    return await checkSteps(checked, sandbox, { seeds, atOnce, uvicorn });
  } finally {
    await sandbox.close();
  }
}

function inDialect({ exercises, ...step }: Step, dialect: Dialect): Step {
  return { ...step, exercises: { [dialect]: exercises[dialect] } };
}

/** FastAPI's exercises need its environment, which is set up here where it is not there. Without a Python they are left out, aloud. */
async function runnable(steps: readonly Step[]): Promise<{ steps: readonly Step[]; uvicorn?: string }> {
  if (!steps.some(({ exercises }) => exercises.fastapi)) return { steps };
  const python = await preparePython((line) => process.stderr.write(`${line}\n`));
  if (!isMissing(python)) return { steps, uvicorn: python.versions.uvicorn };
  const sentence = `FastAPI is not ready here: ${python.reason}. What to do: ${python.remedy}`;
  if (process.env.CI === 'true') throw new SandboxError(sentence);
  process.stderr.write(`Left out: the exercises in FastAPI. ${sentence}\n`);
  return { steps: steps.map((step) => ({ ...step, exercises: { ...step.exercises, fastapi: undefined } })) };
}

function parseSeeds(given: string): number {
  const seeds = Number(given);
  if (Number.isInteger(seeds) && seeds >= 1 && seeds <= MOST_SEEDS) return seeds;
  throw new InvalidArgumentError(`Expected a whole number from 1 to ${MOST_SEEDS}.`);
}

function isAsStated({ problem }: Checked): boolean {
  return problem === undefined;
}

function showAll(checked: readonly Checked[]): string {
  const asStated = checked.filter(isAsStated).length;
  return `${checked.map(showChecked).join('\n')}\n${asStated} as stated, ${checked.length - asStated} not\n`;
}

function showChecked({ what, problem }: Checked): string {
  return problem === undefined ? `${pc.green('✓')} ${what}` : `${pc.red('✗')} ${visibleText(`${what}: ${problem}`)}`;
}
