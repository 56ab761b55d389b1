import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Step } from '../../lessons/lesson.ts';
import { chooseFeedback, type RunReport, type Sandbox } from '../../sandbox/index.ts';
import { DIALECTS, type Dialect } from '../../sandbox/runtimes/dialect.ts';
import { readVersion } from '../../web/server/main.ts';
import { chooseDialect, chooseStep } from '../choose-step.ts';
import { NOT_WORKING_EXIT } from '../exit.ts';
import { type LessonsOptions, lessonsOption, readLessons } from '../lessons.ts';
import { openSandbox } from '../open-sandbox.ts';
import { readSource } from '../read-source.ts';
import { checkPaths, playPattern, type ShareOptions, share, wordRuntime } from '../share.ts';
import { showReport } from '../show-report.ts';

interface Options extends LessonsOptions, ShareOptions {
  step: string;
  dialect?: Dialect;
  seed?: string;
  json?: boolean;
  frame?: boolean;
}

export function addRun(program: Command): void {
  program
    .command('run')
    .description('run a handler against a step; exit 0 when it works, 1 when it does not')
    .argument('<file>', 'the handler, or - for standard input')
    .requiredOption('--step <id>', 'the step that judges it')
    .addOption(
      new Option('--dialect <dialect>', 'the style it is written in (default: fastapi for a .py file, else async)').choices(DIALECTS),
    )
    .addOption(lessonsOption())
    .option('--seed <digits>', 'play the run with this seed again', parseSeed)
    .option('--frame', 'supply what a pasted block of FastAPI lacks: imports, app = FastAPI(), functions that are called and not defined')
    .option('--json', 'one JSON document on stdout')
    .option('--report <file>', 'write a report to this file: HTML that needs nothing else')
    .option('--har <file>', 'write the connections to this file as HAR, for the developer tools of a browser')
    .action(async (file: string, options: Options) => {
      await checkPaths(options);
      const step = chooseStep(await readLessons(options), options.step);
      const dialect = chooseDialect(step, file, options.dialect);
      await runAndShow(step, dialect, await readSource(file), options);
    });
}

async function runAndShow(step: Step, dialect: Dialect, source: string, options: Options): Promise<void> {
  const { seed, json, frame: framed } = options;
  const sandbox = openSandbox({ poolSize: 1 });
  const at = new Date();
  try {
    const report = await sandbox.run({ source, dialect, scenario: step.scenario, seed, framed });
    const feedback = chooseFeedback(step.scenario.feedback, report)?.say;
    await shareRun({ step, dialect, at, source, report, feedback }, options, sandbox);
    process.stdout.write(json ? `${JSON.stringify(document(step, dialect, report, feedback))}\n` : showReport(report, feedback));
    process.exitCode = report.verdict.kind === 'working' ? 0 : NOT_WORKING_EXIT;
  } finally {
    await sandbox.close();
  }
}

interface Ran {
  step: Step;
  dialect: Dialect;
  at: Date;
  source: string;
  report: RunReport;
  feedback: string | undefined;
}

async function shareRun(ran: Ran, options: Options, sandbox: Sandbox): Promise<void> {
  if (options.report === undefined && options.har === undefined) return;
  const { step, dialect, report } = ran;
  const pattern = options.report === undefined ? undefined : await playPattern(sandbox, step, dialect, report);
  await share(options, { ...ran, pattern, version: await readVersion(), runtime: await wordRuntime(dialect) });
}

function document(step: Step, dialect: Dialect, report: RunReport, feedback: string | undefined): object {
  const { seed, verdict, outcomes, diagnoses, timeline, timings, frame } = report;
  return { step: step.id, dialect, seed, frame, verdict, outcomes, diagnoses, feedback, timeline, timings };
}

function parseSeed(given: string): string {
  if (!/^[0-9a-f]{32}$/i.test(given)) throw new InvalidArgumentError('Expected the 32 hexadecimal digits that a run ends with.');
  return given.toLowerCase();
}
