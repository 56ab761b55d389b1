/** What a handler does, as a test file: once it is known that it works, what it answered again and again is asked of it. */
import {
  type Examination,
  examineFile,
  exampleScenario,
  type Flavour,
  guessDialect,
  type RunRequest,
  type Sandbox,
  scriptOf,
  type TestFile,
  writeTestFile,
} from '../sandbox/index.ts';
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import { UsageError } from './exit.ts';
import { openSandbox } from './open-sandbox.ts';
import { readSource } from './read-source.ts';

interface Request {
  flavour: Flavour;
  dialect?: Dialect;
  /** What a client says to it; made of the source where it is not given. */
  message?: string[];
  url: string;
  /** The longest that the test waits for time to pass, in seconds. */
  idle: number;
  seed: string;
}

type Handler = Pick<RunRequest, 'source' | 'dialect' | 'framed'>;

/** @throws UsageError where the handler is broken, or its answers cannot be told beforehand */
export async function exportFile(file: string, { flavour, message, url, idle, seed, ...given }: Request): Promise<TestFile> {
  const source = await readSource(file);
  const dialect = given.dialect ?? guessDialect(file, source);
  const handler = { source, dialect, framed: dialect === 'fastapi' };
  const sandbox = openSandbox({ poolSize: 2 });
  try {
    const examination = await examineFile({ name: file, messages: message, ...handler }, (run) => sandbox.run(run));
    const scenario = await provenScenario(examination, handler, seed, sandbox);
    return await writeTestFile({ title: scenario.title, script: scriptOf(scenario, seed, dialect), flavour, url, idleMs: idle * 1_000 });
  } finally {
    await sandbox.close();
  }
}

/** The handler itself has passed it: with other clients around, or alone where each hears what the others say. */
async function provenScenario({ subject, verdict, conclusion, example }: Examination, handler: Handler, seed: string, sandbox: Sandbox) {
  if (verdict.kind !== 'working')
    throw new UsageError(`Expected a handler that works, got ${subject.name}. ${conclusion} The command diagnose tells more.`);
  for (const alone of [false, true]) {
    const scenario = example && exampleScenario(example, { alone });
    const report = scenario && (await sandbox.run({ ...handler, scenario, seed }));
    if (report?.verdict.kind === 'working') return scenario as NonNullable<typeof scenario>;
  }
  throw new UsageError(
    `Expected a handler that answers a message in the same way each time, got ${subject.name}. Give one that it answers with --message.`,
  );
}
