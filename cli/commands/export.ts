import { writeFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError, Option } from 'commander';
import type { Step } from '../../lessons/lesson.ts';
import { CannotExport, FLAVOURS, type Flavour, scriptOf, type TestFile, writeTestFile } from '../../sandbox/index.ts';
import { DIALECTS, type Dialect } from '../../sandbox/runtimes/dialect.ts';
import { FIXED_SEED } from '../../sandbox/scenario/random.ts';
import { chooseDialect, chooseStep } from '../choose-step.ts';
import { isAddress } from '../diagnose-address.ts';
import { UsageError } from '../exit.ts';
import { exportAddress } from '../export-address.ts';
import { exportFile } from '../export-file.ts';
import { type LessonsOptions, lessonsOption, readLessons } from '../lessons.ts';

interface Options extends LessonsOptions {
  flavour: Flavour;
  dialect?: Dialect;
  message?: string[];
  url?: string;
  idle: number;
  out?: string;
}

const LONGEST_IDLE_S = 600;

export function addExport(program: Command): void {
  program
    .command('export')
    .description(
      'write one test file for your own backend, which needs nothing of Socket Clinic: what a step checks, what a handler does, or how a backend answers',
    )
    .argument('<subject>', 'a step, the file of a handler that works, or the address of a backend that does')
    .addOption(new Option('--flavour <runner>', 'what runs it').choices(FLAVOURS).default('node'))
    .addOption(
      new Option(
        '--dialect <dialect>',
        'of a step, the style in which it is asked (default: fastapi for pytest, else async or ws); of a file, the style it is written in',
      ).choices(DIALECTS),
    )
    .addOption(lessonsOption())
    .option('--message <text>', 'of a file or an address: what a client says to it; several may be given', collect)
    .option(
      '--url <address>',
      'where your backend listens, if BACKEND_URL does not say (default: the address, else ws://127.0.0.1:8000)',
      parseUrl,
    )
    .option('--idle <seconds>', 'the longest that a test waits for time to pass', parseIdle, 5)
    .option('--out <file>', 'write it there (default: to standard output)')
    .action(async (subject: string, options: Options) => {
      const { text, leftOut } = await exportSubject(subject, options);
      if (options.out === undefined) return void process.stdout.write(text);
      await write(options.out, text);
      process.stdout.write(
        [`The test is in ${options.out}.`, ...[...leftOut].map((each) => `It does not look at ${each}.`), ''].join('\n'),
      );
    });
}

/** A name with a dot or a slash in it is a file's. */
async function exportSubject(subject: string, options: Options): Promise<TestFile> {
  if (isAddress(subject)) return exportAddress(subject, { ...options, seed: FIXED_SEED });
  const url = options.url ?? 'ws://127.0.0.1:8000';
  if (/[./]/.test(subject)) return exportFile(subject, { ...options, url, seed: FIXED_SEED });
  return exportStep(chooseStep(await readLessons(options), subject), { ...options, url });
}

/** @throws UsageError when a test would not see what the step is about */
export async function exportStep(
  step: Step,
  { flavour, dialect: given, url, idle }: Omit<Options, 'out' | 'url'> & { url: string },
): Promise<TestFile> {
  const dialect = chooseDialect(step, flavour === 'pytest' ? '.py' : '.ts', given);
  const script = scriptOf(step.scenario, FIXED_SEED, dialect);
  try {
    const file = await writeTestFile({ title: step.scenario.title, script, flavour, url, idleMs: idle * 1_000 });
    const about = file.unseen.get(step.exercises[dialect]?.starterFails.unmet ?? '');
    if (about !== undefined) throw new CannotExport(`it is about ${about}`);
    return file;
  } catch (failure) {
    if (!(failure instanceof CannotExport)) throw failure;
    throw new UsageError(
      `Expected a step that a client library can play, got ${step.id}: ${failure.message}. The command run plays it against a handler.`,
    );
  }
}

function collect(given: string, before: string[] = []): string[] {
  return [...before, given];
}

/** What is there already may be somebody's work. */
async function write(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text, { flag: 'wx' });
  } catch (failure) {
    const { code } = failure as NodeJS.ErrnoException;
    const remedy = code === 'EEXIST' ? 'Move that one away, or name another.' : 'Name another.';
    throw new UsageError(`Expected a file that can be written, got ${JSON.stringify(file)} (${code}). ${remedy}`);
  }
}

function parseUrl(given: string): string {
  const url = URL.parse(given);
  if (url?.protocol === 'ws:' || url?.protocol === 'wss:') return given;
  throw new InvalidArgumentError('Expected an address such as ws://127.0.0.1:8000.');
}

function parseIdle(given: string): number {
  const seconds = Number(given);
  if (seconds > 0 && seconds <= LONGEST_IDLE_S) return seconds;
  throw new InvalidArgumentError(`Expected a number of seconds, more than 0 and at most ${LONGEST_IDLE_S}.`);
}
