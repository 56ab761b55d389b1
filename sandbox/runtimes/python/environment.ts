/** The virtual environment that the workshop sets up: where it is, and whether it is the one that the lock file names. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { type FoundPython, toFound, unreadableIn } from './found.ts';
import { askInterpreter, type Interpreter } from './interpreter.ts';
import { type System, unreadable } from './system.ts';

/** Pinned, with hashes. */
export const REQUIREMENTS = fileURLToPath(new URL('requirements.txt', import.meta.url));
/** Where root keeps it when learners' code, which never runs as root, cannot read the data folder. */
const ROOT_FOLDER = '/var/lib/socket-clinic';
const MARKER = 'socket-clinic.json';

const markerSchema = z.object({
  /** The hash of the lock file. */
  requirements: z.string(),
  /** Which compiled packages it holds: `cpython-313`. */
  tag: z.string(),
  /** The interpreter that it was made from. */
  base: z.string(),
});

export type Marker = z.infer<typeof markerSchema>;

export interface Place {
  /** Holds the environment, those that are being built, and the lock. */
  folder: string;
  environment: string;
  lock: string;
}

export function placeBelow(dataFolder: string, system: System): Place {
  const isSeen = unreadable([existing(dataFolder)], system) === undefined;
  const folder = join(isSeen ? dataFolder : ROOT_FOLDER, 'python');
  return { folder, environment: join(folder, 'fastapi'), lock: join(folder, 'set-up.lock') };
}

/** The folder, or the nearest one above that is there already. */
function existing(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : existing(dirname(folder));
}

/** Makes the folder so that learner code can read in it, whatever the user's mask is. */
export async function makeReadable(folder: string, system: System): Promise<void> {
  if (existsSync(folder)) return;
  await makeReadable(dirname(folder), system);
  await mkdir(folder, { recursive: true });
  if (system.isRoot) await chmod(folder, 0o755);
}

export async function hashRequirements(requirements: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(requirements))
    .digest('hex');
}

export function writeMarker(environment: string, marker: Marker): Promise<void> {
  return writeFile(join(environment, MARKER), JSON.stringify(marker));
}

export async function readMarker(environment: string): Promise<Marker | undefined> {
  try {
    return markerSchema.parse(JSON.parse(await readFile(join(environment, MARKER), 'utf8')));
  } catch {
    return undefined;
  }
}

export function pythonIn(environment: string, platform: NodeJS.Platform = process.platform): string {
  return platform === 'win32' ? join(environment, 'Scripts', 'python.exe') : join(environment, 'bin', 'python');
}

/** The environment of the workshop as it is to be used; undefined when there is none, or one that is out of date. */
export async function findEnvironment(
  place: Place,
  { requirements = REQUIREMENTS, system, signal }: { requirements?: string; system: System; signal?: AbortSignal },
): Promise<FoundPython | undefined> {
  const marker = await readMarker(place.environment);
  if (!marker || marker.requirements !== (await hashRequirements(requirements))) return undefined;
  const answer = await askInterpreter(pythonIn(place.environment, system.platform), { packages: true, signal });
  return typeof answer !== 'string' && (await fits(answer, marker, system)) ? toFound(answer, 'workshop') : undefined;
}

/** An upgrade of the system may have put another Python behind the environment's links. */
async function fits(interpreter: Interpreter, marker: Marker, system: System): Promise<boolean> {
  const { tag, packages } = interpreter;
  return tag === marker.tag && packages?.lacking === undefined && (await unreadableIn(interpreter, system)) === undefined;
}
