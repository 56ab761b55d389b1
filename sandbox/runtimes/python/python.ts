/** CPython with FastAPI on uvicorn: the run's own process parses the source, so compiling here only bounds its size. */
import { chmodSync, cpSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Program } from '../../isolation/command.ts';
import type { RuntimeWords } from '../../process/hosted.ts';
import { SandboxError } from '../../sandbox-error.ts';
import {
  CHANNEL_EXIT,
  ERROR_CHARACTERS,
  OUTPUT_BYTES,
  OUTPUT_EXIT,
  PIECE_CHARACTERS,
  SOURCE_BYTES,
  WRITE_BYTES,
  WRITERS,
} from '../../system/limits.ts';
import { dialectsOn } from '../dialect.ts';
import type { Compiled, Runtime } from '../runtime.ts';
import { writeAttacker } from './attacker.ts';
import { type FoundPython, isMissing, type MissingPython } from './found.ts';
import { PYTHON_BYTES } from './limits.ts';
import { type OnPython, onPython } from './on-python.ts';

const INSIDE = fileURLToPath(new URL('inside', import.meta.url));

export const PYTHONS_WORDS: RuntimeWords = {
  /** faulthandler prints the stack; it knows the line, not the column. */
  interrupt: {
    signal: 'SIGUSR1',
    placeIn(words) {
      const line = /File "handler\.py", line (\d+)/.exec(words)?.[1];
      return line === undefined ? undefined : { line: Number(line), column: 1 };
    },
  },
  openWords: () => ({ take: (text) => text, end: () => '' }),
  // What else its errors mean the process says itself. This one is of the library under uvicorn: a code that no close frame may have.
  explainError: ({ name, message }) =>
    name === 'ProtocolError' && /^(?:invalid status code|control frame too long)$/.test(message) ? { kind: 'illegal-close' } : undefined,
  ranOutOfMemory: ({ signal }, words) => signal !== null && /MemoryError|Cannot allocate memory/.test(words),
};

export function createPython(find: () => Promise<FoundPython | MissingPython>): Runtime {
  return {
    ...PYTHONS_WORDS,
    id: 'python',
    dialects: dialectsOn('python'),
    processBytes: PYTHON_BYTES,
    program: async (folder) => pythonProgram(await findOrThrow(find), writeInside(folder)),
    attacker: async (folder) => writeAttacker(await findOrThrow(find), folder),
    compile: async (source) => withinBound(source),
    locateIn: () => (place) => place,
    warm() {},
    async close() {},
  };
}

async function findOrThrow(find: () => Promise<FoundPython | MissingPython>): Promise<FoundPython> {
  const found = await find();
  if (isMissing(found)) throw new SandboxError(`FastAPI is not ready here: ${found.reason}. What to do: ${found.remedy}`);
  return found;
}

/** A copy that every user can read, and whose processes the reaper finds by its folder. */
export function writeInside(folder: string): string {
  const inside = join(folder, basename(INSIDE));
  cpSync(INSIDE, inside, { recursive: true, filter: (path) => !path.endsWith('__pycache__') });
  chmodSync(inside, 0o755);
  for (const name of readdirSync(inside)) chmodSync(join(inside, name), 0o644);
  return inside;
}

/** `inside` is the folder of the program's own files: see `writeInside`. */
export function pythonProgram(found: OnPython & Pick<FoundPython, 'path'>, inside: string): Program {
  const settings = {
    packages: found.path,
    outputBytes: OUTPUT_BYTES,
    writeBytes: WRITE_BYTES,
    pieceCharacters: PIECE_CHARACTERS,
    errorCharacters: ERROR_CHARACTERS,
    channelExit: CHANNEL_EXIT,
    outputExit: OUTPUT_EXIT,
    writers: WRITERS,
  };
  return onPython(found, [inside], (at) => [`${at(inside)}/main.py`, JSON.stringify(settings)]);
}

function withinBound(source: string): Compiled {
  const bytes = Buffer.byteLength(source);
  if (bytes <= SOURCE_BYTES) return { ok: true, code: source };
  const message = `Expected a handler of at most ${SOURCE_BYTES / 1024} KiB, got ${Math.ceil(bytes / 1024)} KiB. Remove what the step does not need.`;
  return { ok: false, diagnostics: [{ message, at: { line: 1, column: 1 }, length: 1 }] };
}
