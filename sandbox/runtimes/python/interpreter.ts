/** What a Python interpreter tells about itself: it is asked, since no name and no path says which one it is. */
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runProgram } from './run-program.ts';

const PROBE = fileURLToPath(new URL('probe.py', import.meta.url));
/** The first import after an installation reads hundreds of files from a cold disk. */
const ASK_MS = 30_000;

const packagesSchema = z.object({
  versions: z.record(z.string(), z.string()),
  /** Why FastAPI cannot be served with it. */
  lacking: z.string().optional(),
  /** The files and folders of the packages that FastAPI needs. */
  entries: z.array(z.string()),
});

const interpreterSchema = z.object({
  implementation: z.string(),
  version: z.string().regex(/^\d+\.\d+\./),
  /** Which compiled packages fit it: `cpython-313`. */
  tag: z.string(),
  /** The program itself, behind the links of virtual environments. */
  base: z.string(),
  /** The folders of the standard library. */
  standard: z.array(z.string()).min(1),
  /** A virtual environment's own folders for packages; none for an interpreter outside of one. */
  own: z.array(z.string()),
  canMakeEnvironments: z.boolean(),
  packages: packagesSchema.optional(),
});

export type Interpreter = z.infer<typeof interpreterSchema>;

export interface Question {
  /** Whether FastAPI is to be imported, and told about. */
  packages?: boolean;
  signal?: AbortSignal;
  boundMs?: number;
}

/** Asks the program; a string says what it is if it is not a Python that can answer. */
export async function askInterpreter(python: string, question: Question = {}): Promise<Interpreter | string> {
  const { packages = false, signal, boundMs = ASK_MS } = question;
  const args = ['-I', '-S', '-B', PROBE, ...(packages ? ['packages'] : [])];
  const { code, stdout, stderr, tookTooLong } = await runProgram(python, args, { environment: plainEnvironment(), boundMs, signal });
  if (tookTooLong) return `it did not answer within ${boundMs / 1_000} s`;
  const told = code === 0 ? parse(stdout) : undefined;
  return told ?? `it is not a Python 3 that answers (${lastLine(stderr) || `exit code ${code}`})`;
}

/** What a Python needs to start, and nothing that changes what it imports. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const needed = ['PATH', 'HOME', 'SystemRoot', 'LOCALAPPDATA', 'USERPROFILE'];
  return Object.fromEntries(needed.map((name) => [name, process.env[name]]));
}

function parse(stdout: string): Interpreter | undefined {
  try {
    return interpreterSchema.parse(JSON.parse(stdout));
  } catch {
    return undefined;
  }
}

export function lastLine(text: string): string {
  return text.trim().split('\n').at(-1)?.trim().slice(0, 300) ?? '';
}

/** The oldest Python that FastAPI's packages of today run on. */
const OLDEST = [3, 10] as const;

/** Why FastAPI cannot be served by this interpreter, whatever its packages are; undefined when it can. */
export function unfit({ implementation, version }: Interpreter): string | undefined {
  if (implementation !== 'CPython') return `it is ${implementation}, not CPython`;
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isOld = major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
  return isOld ? `it is Python ${version}, older than ${OLDEST.join('.')}` : undefined;
}
