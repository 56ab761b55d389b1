/**
 * The package as a library, for a team's own tests:
 *
 *     import { examine, toBeHealthy } from 'socket-clinic';
 *     expect.extend({ toBeHealthy });
 *     test('the chat is healthy', { timeout: 60_000 }, async () => expect(await examine('chat.py')).toBeHealthy());
 *
 * It runs where the workshop does, on Node 26. How TypeScript is told of a matcher depends on the version of Vitest: see its guide.
 */
import { resolve } from 'node:path';
import { type Examination, examineFile, guessDialect } from '../sandbox/index.ts';
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import { openSandbox } from './open-sandbox.ts';
import { readSource } from './read-source.ts';

export type { Examination, ExaminedDiagnosis, MadeExperiment } from '../sandbox/index.ts';

export interface ExamineOptions {
  /** The style it is written in: by its name and its imports where it is not given. */
  dialect?: Dialect;
  /** What a client says to it, as text: made of the source where it is not given. */
  messages?: readonly string[];
  /** Where it listens: as the source says where it is not given. */
  path?: string;
}

/**
 * Examines the handler in a file as `clinic diagnose` does: the same experiments, each in a process of its own in the sandbox.
 * @throws UsageError for a file that cannot be read, SandboxError when the examination itself failed
 */
export async function examine(file: string, { messages, path, ...given }: ExamineOptions = {}): Promise<Examination> {
  const source = await readSource(resolve(file));
  const dialect = given.dialect ?? guessDialect(file, source);
  const sandbox = openSandbox({ poolSize: 2 });
  try {
    const request = { name: file, source, dialect, messages, path, framed: dialect === 'fastapi' };
    return await examineFile(request, (run) => sandbox.run(run));
  } finally {
    await sandbox.close();
  }
}

/** What a matcher tells Vitest, and Jest. */
export interface Matched {
  pass: boolean;
  message: () => string;
}

/** A matcher: nothing is wrong with what was examined. Where something is, it says what, surest first, and what to do. */
export function toBeHealthy({ subject, verdict, conclusion, diagnoses }: Examination): Matched {
  const told = diagnoses.map(({ title, cause, confidence, advice }) => `${title} (${cause}, ${confidence})\n${advice}`);
  return {
    pass: verdict.kind === 'working',
    message: () =>
      verdict.kind === 'working'
        ? `Expected something to be wrong with ${subject.name}. ${conclusion}`
        : [`Expected ${subject.name} to be healthy.`, ...(told.length > 0 ? told : [conclusion])].join('\n\n'),
  };
}
