import type { Command } from 'commander';
import { Option } from 'commander';
import { type Examination, examineCapture, examineFile, guessDialect } from '../../sandbox/index.ts';
import { DIALECTS, type Dialect } from '../../sandbox/runtimes/dialect.ts';
import { type AddressOptions, diagnoseAddress, isAddress } from '../diagnose-address.ts';
import { NOT_WORKING_EXIT, UsageError } from '../exit.ts';
import { openSandbox } from '../open-sandbox.ts';
import { readSource } from '../read-source.ts';
import { checkPaths } from '../share.ts';
import { shareExamination } from '../share-examination.ts';
import { decidingTimeline, showExamination } from '../show-examination.ts';

interface Options extends AddressOptions {
  dialect?: Dialect;
  json?: boolean;
  report?: string;
}

/** What only an address can be asked with. */
const FOR_ADDRESSES = ['header', 'subprotocol', 'origin', 'expect', 'idle'] as const;

export function addDiagnose(program: Command): void {
  program
    .command('diagnose')
    .description(
      'find out what is wrong with a handler, a backend or a recorded connection, without any step; exit 0 when nothing is, 1 when something is',
    )
    .argument('<subject>', 'the handler’s file, - for standard input, the address of a backend (ws:// or wss://), or a capture (.har)')
    .addOption(new Option('--dialect <dialect>', 'the style it is written in (default: by its name and its imports)').choices(DIALECTS))
    .option('--message <text>', 'what a client says to it, such as \'{"type":"join"}\'; several may be given', collect)
    .option('--path <path>', 'where it listens (default: as the source or the address says)')
    .option('--header <line>', 'of an address: a header of the opening handshake, "Name: value"; several may be given', collect)
    .option('--subprotocol <name>', 'of an address: a subprotocol to offer; several may be given', collect)
    .option('--origin <origin>', 'of an address: the page’s origin (default: that of the address)')
    .option('--expect <json>', 'of an address: what the first message is to be answered with, or a part of it')
    .option('--idle <seconds>', 'of an address: how long nobody speaks, to see whether it stays (default: 1)')
    .option('--json', 'one JSON document on stdout')
    .option('--report <file>', 'write a report to this file: Markdown where its name ends in .md, else HTML that needs nothing else')
    .action(async (subject: string, options: Options) => {
      await checkPaths(options);
      const at = new Date();
      const { examination, source } = await diagnose(subject, options);
      if (options.report !== undefined) await shareExamination(options.report, { examination, at, source: source || undefined });
      process.exitCode = examination.verdict.kind === 'working' ? 0 : NOT_WORKING_EXIT;
      const text = options.json ? `${JSON.stringify(document(examination))}\n` : showExamination(examination, source);
      // Whoever waits for no answer of a name service any more cannot take the question back: it would keep the process.
      process.stdout.write(text, () => isAddress(subject) && process.exit());
    });
}

async function diagnose(subject: string, options: Options): Promise<{ examination: Examination; source: string }> {
  if (/^[\w.-]+:\d+(\/|$)/.test(subject))
    throw new UsageError(`Expected a file, or an address with its scheme, got ${JSON.stringify(subject)}. Write ws://${subject}.`);
  if (isAddress(subject)) return { examination: await diagnoseAddress(subject, options), source: '' };
  return /\.har$/i.test(subject) ? { examination: await diagnoseCapture(subject), source: '' } : diagnoseFile(subject, options);
}

/** @throws UsageError for what holds no WebSocket */
async function diagnoseCapture(file: string): Promise<Examination> {
  const examined = examineCapture(file, await readSource(file));
  if (!examined.ok) throw new UsageError(examined.problem);
  return examined.examination;
}

async function diagnoseFile(file: string, options: Options): Promise<{ examination: Examination; source: string }> {
  const foreign = FOR_ADDRESSES.find((name) => options[name] !== undefined);
  if (foreign) throw new UsageError(`Expected --${foreign} with an address such as ws://localhost:8000/ws, got the file ${file}.`);
  const source = await readSource(file);
  return { examination: await examine(file, source, options), source };
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
