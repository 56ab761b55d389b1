/**
 * The package as a library, for a team's own tests:
 *
 *     import { examine, toBeHealthy } from 'socket-clinic';
 *     expect.extend({ toBeHealthy });
 *     test('the chat is healthy', { timeout: 60_000 }, async () => expect(await examine('chat.py')).toBeHealthy());
 *     test('and where it runs', { timeout: 60_000 }, async () => expect(await examine('ws://localhost:8000/chat')).toBeHealthy());
 *
 * It runs where the workshop does, on Node 26. How TypeScript is told of a matcher depends on the version of Vitest: see its guide.
 */
import { resolve } from 'node:path';
import { type Examination, examineAddress, examineFile, guessDialect } from '../sandbox/index.ts';
import type { Dialect } from '../sandbox/runtimes/dialect.ts';
import { isAddress, readRequest } from './diagnose-address.ts';
import { openSandbox } from './open-sandbox.ts';
import { readSource } from './read-source.ts';

export type { Examination, ExaminedDiagnosis, MadeExperiment } from '../sandbox/index.ts';

export interface ExamineOptions {
  /** What a client says, as text: made of the source where it is not given, and one message of the clinic’s own for an address. */
  messages?: readonly string[];
  /** Where it listens: as the source or the address says where it is not given. */
  path?: string;
  /** Of a file: the style it is written in; by its name and its imports where it is not given. */
  dialect?: Dialect;
  /** Of an address: headers of the opening handshake, by their names. */
  headers?: Record<string, string>;
  /** Of an address: those to offer. */
  subprotocols?: readonly string[];
  /** Of an address: the page’s origin; that of the address where it is not given. */
  origin?: string;
  /** Of an address: what the first message is to be answered with, or a part of it. */
  expect?: unknown;
  /** Of an address: how long nobody speaks, to see whether it stays; 1 s where it is not given. */
  idleMs?: number;
}

/**
 * Examines the handler in a file, or the backend at an address (`ws://` or `wss://`), as `clinic diagnose` does. A file is played in the
 * sandbox; to an address no more is sent than the command announces.
 * @throws UsageError for a file that cannot be read, or what cannot be asked; SandboxError when the examination itself failed
 */
export function examine(subject: string, options: ExamineOptions = {}): Promise<Examination> {
  return isAddress(subject) ? examineAt(subject, options) : examineHandler(subject, options);
}

async function examineAt(url: string, { messages, path, headers = {}, subprotocols, origin, ...asked }: ExamineOptions) {
  const request = readRequest(url, {
    path,
    origin,
    message: messages && [...messages],
    header: Object.entries(headers).map(([name, value]) => `${name}: ${value}`),
    subprotocol: subprotocols && [...subprotocols],
    expect: asked.expect === undefined ? undefined : JSON.stringify(asked.expect),
    idle: asked.idleMs === undefined ? undefined : String(asked.idleMs / 1_000),
  });
  return examineAddress(request);
}

async function examineHandler(file: string, { messages, path, ...given }: ExamineOptions): Promise<Examination> {
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
