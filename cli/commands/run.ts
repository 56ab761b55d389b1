import { readFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { type Catalog, loadCatalog } from '../../lessons/catalog.ts';
import type { Step } from '../../lessons/lesson.ts';
import { DIALECTS, type Dialect } from '../../sandbox/dialects/dialect.ts';
import { chooseFeedback, createSandbox, type RunReport, SandboxError } from '../../sandbox/index.ts';
import { NOT_WORKING_EXIT, SANDBOX_ERROR_EXIT, UsageError } from '../exit.ts';
import { showReport } from '../show-report.ts';

interface Options {
  step: string;
  dialect: Dialect;
  seed?: number;
  json?: boolean;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .description('run a handler against a step; exit 0 when it works, 1 when it does not')
    .argument('<file>', 'the handler, or - for standard input')
    .requiredOption('--step <id>', 'the step that judges it')
    .addOption(new Option('--dialect <dialect>', 'the style it is written in').choices(DIALECTS).default('async'))
    .option('--seed <number>', 'play the run with this seed again', parseSeed)
    .option('--json', 'one JSON document on stdout')
    .action(async (file: string, options: Options) => {
      const step = findStep(await loadCatalog(), options);
      const source = await readSource(file);
      await runAndShow(step, source, options);
    });
}

async function runAndShow(step: Step, source: string, { dialect, seed, json }: Options): Promise<void> {
  const sandbox = createSandbox({ poolSize: 1 });
  try {
    const report = await sandbox.run({ source, dialect, scenario: step.scenario, seed });
    const feedback = chooseFeedback(step.scenario.feedback, report)?.say;
    process.stdout.write(json ? `${JSON.stringify(document(step, dialect, report, feedback))}\n` : showReport(report, feedback));
    process.exitCode = report.verdict.kind === 'working' ? 0 : NOT_WORKING_EXIT;
  } catch (failure) {
    if (!(failure instanceof SandboxError)) throw failure;
    process.stderr.write(`${failure.message}\n`);
    process.exitCode = SANDBOX_ERROR_EXIT;
  } finally {
    await sandbox.close();
  }
}

function document(step: Step, dialect: Dialect, report: RunReport, feedback: string | undefined): object {
  const { seed, verdict, outcomes, diagnoses, timeline, timings } = report;
  return { step: step.id, dialect, seed, verdict, outcomes, diagnoses, feedback, timeline, timings };
}

function findStep(catalog: Catalog, { step: id, dialect }: Options): Step {
  const step = catalog.step(id);
  const known = catalog.lessons.flatMap(({ steps }) => steps.map((each) => each.id));
  if (!step) throw new UsageError(`Expected a step of the catalog, got ${JSON.stringify(id)}. Choose one of: ${known.join(', ')}.`);
  if (!step.exercises[dialect]) {
    throw new UsageError(`Expected a dialect of the step ${id} (${Object.keys(step.exercises).join(', ')}), got ${dialect}.`);
  }
  return step;
}

async function readSource(file: string): Promise<string> {
  if (file === '-') return text(process.stdin);
  try {
    return await readFile(file, 'utf8');
  } catch (failure) {
    throw new UsageError(
      `Expected a file that can be read, got ${JSON.stringify(file)} (${(failure as NodeJS.ErrnoException).code}). Check the path.`,
    );
  }
}

function parseSeed(given: string): number {
  const seed = Number(given);
  if (!Number.isInteger(seed) || seed < 0 || seed >= 2 ** 32)
    throw new InvalidArgumentError('Expected a whole number from 0 to 4294967295.');
  return seed;
}
