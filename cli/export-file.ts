/** What a handler does, as a test file: once it is known that it works, what it answered again and again is asked of it. */
import {
  type Examination,
  examineFile,
  exampleScenario,
  type Flavour,
  guessDialect,
  type RunReport,
  type RunRequest,
  scriptOf,
  type TestFile,
  writeTestFile,
} from '../sandbox/index.ts';
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import type { Scenario } from '../sandbox/scenario/language.ts';
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

/** @throws UsageError where the handler is broken, or its answers cannot be told beforehand */
export async function exportFile(file: string, { flavour, message, url, idle, seed, ...given }: Request): Promise<TestFile> {
  const source = await readSource(file);
  const dialect = given.dialect ?? guessDialect(file, source);
  const sandbox = openSandbox({ poolSize: 2 });
  const played: RunRequest[] = [];
  try {
    const request = { name: file, source, dialect, messages: message, framed: dialect === 'fastapi' };
    const examination = await examineFile(request, (run) => {
      played.push(run);
      return sandbox.run(run);
    });
    // The examination may have had to make a handler of a whole program first.
    const scenario = await provenScenario(examination, (asked) => sandbox.run({ ...played[0]!, scenario: asked, seed }));
    return await writeTestFile({ title: scenario.title, script: scriptOf(scenario, seed, dialect), flavour, url, idleMs: idle * 1_000 });
  } finally {
    await sandbox.close();
  }
}

/** The handler itself has passed it: with other clients around, or alone where each hears what the others say. */
async function provenScenario(
  { subject, verdict, conclusion, example }: Examination,
  run: (scenario: Scenario) => Promise<RunReport>,
): Promise<Scenario> {
  if (verdict.kind !== 'working')
    throw new UsageError(`Expected a handler that works, got ${subject.name}. ${conclusion} The command diagnose tells more.`);
  for (const alone of example ? [false, true] : []) {
    const scenario = exampleScenario(example!, { alone });
    if ((await run(scenario)).verdict.kind === 'working') return scenario;
  }
  throw new UsageError(
    `Expected a handler that answers a message in the same way each time, got ${subject.name}. Give one that it answers with --message.`,
  );
}
