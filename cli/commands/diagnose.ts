import type { Command } from 'commander';
import { Option } from 'commander';
import { type Examination, examineFile, guessDialect } from '../../sandbox/index.ts';
import { DIALECTS, type Dialect } from '../../sandbox/runtimes/dialect.ts';
import { NOT_WORKING_EXIT } from '../exit.ts';
import { openSandbox } from '../open-sandbox.ts';
import { readSource } from '../read-source.ts';
import { decidingTimeline, showExamination } from '../show-examination.ts';

interface Options {
  dialect?: Dialect;
  message?: string[];
  path?: string;
  json?: boolean;
}

export function addDiagnose(program: Command): void {
  program
    .command('diagnose')
    .description('find out what is wrong with a handler, without any step; exit 0 when nothing is, 1 when something is')
    .argument('<file>', 'the handler, or - for standard input')
    .addOption(new Option('--dialect <dialect>', 'the style it is written in (default: by its name and its imports)').choices(DIALECTS))
    .option('--message <text>', 'what a client says to it, such as \'{"type":"join"}\'; several may be given', collect)
    .option('--path <path>', 'where it listens (default: as the source says)')
    .option('--json', 'one JSON document on stdout')
    .action(async (file: string, options: Options) => {
      const source = await readSource(file);
      const examination = await examine(file, source, options);
      process.stdout.write(options.json ? `${JSON.stringify(document(examination))}\n` : showExamination(examination, source));
      process.exitCode = examination.verdict.kind === 'working' ? 0 : NOT_WORKING_EXIT;
    });
}

async function examine(
  name: string,
  source: string,
  { dialect = guessDialect(name, source), message, path, json }: Options,
): Promise<Examination> {
  const sandbox = openSandbox({ poolSize: 2 });
  const told = new Set<string>();
  const onExperiment = (title: string) => {
    if (!json && !told.has(title)) process.stderr.write(`${title} …\n`);
    told.add(title);
  };
  try {
    const framed = dialect === 'fastapi';
    return await examineFile({ name, source, dialect, messages: message, path, framed, onExperiment }, (request) => sandbox.run(request));
  } finally {
    await sandbox.close();
  }
}

/** As that of a run is made, and what an examination says besides. */
function document(examination: Examination): object {
  const { subject, verdict, diagnoses, timings, ...rest } = examination;
  return { dialect: subject.dialect, verdict, diagnoses, timeline: decidingTimeline(examination), timings, subject, ...rest };
}

function collect(given: string, before: string[] = []): string[] {
  return [...before, given];
}
