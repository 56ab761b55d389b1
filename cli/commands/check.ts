import { availableParallelism } from 'node:os';
import { join, relative } from 'node:path';
import { type Command, InvalidArgumentError, Option } from 'commander';
import pc from 'picocolors';
import { OWN_LESSONS, readCatalog } from '../../lessons/catalog.ts';
import { describeProblem, type FolderProblems } from '../../lessons/catalog-error.ts';
import { addressesOf, type Checked, checkSteps, checkTexts } from '../../lessons/check.ts';
import type { Step } from '../../lessons/lesson.ts';
import type { Reading } from '../../lessons/reading.ts';
import { checkReading } from '../../lessons/record.ts';
import { isMissing, type Sandbox, SandboxError } from '../../sandbox/index.ts';
import { DIALECTS, type Dialect, FACES } from '../../sandbox/runtimes/dialect.ts';
import { visibleText } from '../../web/visible-text.ts';
import { chooseStep } from '../choose-step.ts';
import { NOT_WORKING_EXIT } from '../exit.ts';
import { checkedFolders, type LessonsOptions, lessonsOption, type Part, partOfPack } from '../lessons.ts';
import { findHere, openSandbox, preparePython } from '../open-sandbox.ts';
import { servedBy } from '../served-by.ts';

const MOST_SEEDS = 1_000;

interface Options extends LessonsOptions {
  step?: string;
  dialect?: Dialect;
  seeds: number;
  repeat: number;
  json?: boolean;
}

export function addCheck(program: Command): void {
  program
    .command('check')
    .description('prove the lessons: starters fail as stated and get no near miss’s feedback, solutions work, near misses get their own')
    .argument('[path]', 'a pack, a lesson or a step: only what is in it (default: the lessons that come with the product)')
    .option('--step <id>', 'only this step')
    .addOption(new Option('--dialect <dialect>', 'only the exercises in this dialect').choices(DIALECTS))
    .addOption(lessonsOption('a pack of lessons instead of ours; may be given several times'))
    .option('--seeds <number>', 'run each handler with so many seeds, and demand one verdict for all', parseSeeds, 1)
    .option('--repeat <number>', 'play each seed so many times', parseSeeds, 1)
    .option('--json', 'one JSON document on stdout')
    .action(async (path: string | undefined, options: Options) => {
      const checked = await checkLessons(path, options);
      const shown = checked.map(({ file, ...each }) => ({ ...each, file: relative('.', file) }));
      process.stdout.write(options.json ? `${JSON.stringify({ checked: shown })}\n` : showAll(shown));
      process.exitCode = checked.every(isAsStated) ? 0 : NOT_WORKING_EXIT;
    });
}

async function checkLessons(path: string | undefined, { step, dialect, lessons = [], seeds, repeat }: Options): Promise<Checked[]> {
  const part = path === undefined ? undefined : await partOfPack(path);
  const named = await checkedFolders(lessons);
  const folders = part ? [part.pack] : named.length > 0 ? named : [OWN_LESSONS];
  const catalog = await readCatalog(folders);
  const unread = catalog.troubled.flatMap((each) => unreadOf(each, part));
  if (step !== undefined) chooseStep(catalog, step);
  const all = catalog.lessons.flatMap((lesson) => lesson.steps);
  const order = all.map(({ id }) => id);
  const wanted = all.filter((each) => (step === undefined || each.id === step) && isIn(part, each.folder));
  const steps = dialect === undefined ? wanted : wanted.map((each) => inDialect(each, dialect));
  const readings = catalog.lessons
    .flatMap((lesson) => lesson.readings)
    .filter((each) => step === undefined && (dialect === undefined || each.dialect === dialect) && isIn(part, each.folder));
  // A pack is served after ours, so its links may lead there.
  const ours = folders.includes(OWN_LESSONS) ? [] : (await readCatalog([OWN_LESSONS])).lessons;
  const addresses = addressesOf([...ours, ...catalog.lessons]);
  const lessonsThere = step === undefined ? catalog.lessons.filter(({ folder }) => isIn(part, folder)) : [];
  const ofLessons = (await Promise.all(lessonsThere.map((lesson) => checkTexts(lesson, addresses)))).flat();
  if (steps.length + readings.length === 0) return [...unread, ...ofLessons];
  const atOnce = availableParallelism();
  const sandbox = openSandbox({ atOnce });
  try {
    const { steps: checked, uvicorn } = await runnable(steps);
    const ofSteps = await checkSteps(checked, sandbox, { seeds, repeat, atOnce, uvicorn, order, addresses });
    return [...unread, ...ofLessons, ...ofSteps, ...(await checkReadings(readings, sandbox, addresses))];
  } finally {
    await sandbox.close();
  }
}

function isIn(part: Part | undefined, folder: string): boolean {
  return part === undefined || part.holds(folder);
}

/** What could not be read there: it is not as stated. */
function unreadOf({ folder, problems }: FolderProblems, part: Part | undefined): Checked[] {
  const here = problems.map((problem) => ({ problem, path: join(folder, problem.file) }));
  return here
    .filter(({ path }) => isIn(part, path))
    .map(({ problem, path }) => ({ what: relative('.', path), file: path, problem: describeProblem(problem) }));
}

/** What was recorded on FastAPI says nothing where there is none. */
async function checkReadings(readings: readonly Reading[], sandbox: Sandbox, addresses: ReadonlySet<string>): Promise<Checked[]> {
  const python = await findHere();
  const runnable = readings.filter(({ dialect }) => !isMissing(python) || FACES[dialect].runtime !== 'python');
  const served = await servedBy(runnable.some(({ dialect }) => FACES[dialect].runtime === 'python'));
  const checked: Checked[] = [];
  for (const reading of runnable) checked.push(...(await checkReading(reading, sandbox, { on: served(reading.dialect), addresses })));
  return checked;
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

/** The file, unless that is what it is called by. */
function showChecked({ what, file, problem }: Checked): string {
  if (problem === undefined) return `${pc.green('✓')} ${what}`;
  return `${pc.red('✗')} ${visibleText(`${what}${file === what ? '' : ` (${file})`}: ${problem}`)}`;
}
