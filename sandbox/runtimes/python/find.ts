/** Finds the Python that FastAPI is served with: the learner's own, the workshop's virtual environment, or the system's packages. */
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { findProgram } from '../../system/programs.ts';
import { findEnvironment, placeBelow, pythonIn } from './environment.ts';
import { type FoundPython, isMissing, type MissingPython, toFound, unreadableIn } from './found.ts';
import { askInterpreter, type Interpreter, unfit } from './interpreter.ts';
import { findInterpreter } from './interpreters.ts';
import { type System, thisSystem } from './system.ts';

/** The variable that names the learner's own environment: their versions, their symptom. */
export const OWN_PYTHON = 'SOCKET_CLINIC_PYTHON';
export const SET_UP_COMMAND = 'npm run clinic -- setup fastapi';

export interface FindOptions {
  /** Where the workshop keeps what outlives it. */
  dataFolder: string;
  environment?: NodeJS.ProcessEnv;
  signal?: AbortSignal;
  /** The lock file of the workshop's environment. */
  requirements?: string;
  system?: System;
  /** The system's own interpreter, which has what its packages bring. */
  systemPython?: string;
}

/** Nothing is asked of a network. @throws the signal's reason when it was ended from outside. */
export async function findPython(options: FindOptions): Promise<FoundPython | MissingPython> {
  const { environment = process.env, system = thisSystem(environment), signal } = options;
  const prepared = await findPrepared(options);
  return prepared ?? (await findInSystem(options.systemPython ?? findProgram('python3'), system, signal)) ?? missing(system, signal);
}

/**
 * The learner's own environment or the workshop's, but not the system's packages; undefined when neither is there. What the learner has
 * named and cannot be used is missing.
 */
export async function findPrepared(options: FindOptions): Promise<FoundPython | MissingPython | undefined> {
  const { environment = process.env, system = thisSystem(environment), requirements, signal } = options;
  const own = environment[OWN_PYTHON];
  if (own) return findOwn(own, system, signal);
  return findEnvironment(placeBelow(options.dataFolder, system), { requirements, system, signal });
}

/** What the learner has named is used, or what is wrong with it is said: another Python would not show their symptom. */
async function findOwn(given: string, system: System, signal?: AbortSignal): Promise<FoundPython | MissingPython> {
  const python = resolvePython(given, system);
  const named = `${OWN_PYTHON} names ${given}`;
  if (!python) {
    const remedy = `set ${OWN_PYTHON} to a python or to the folder of a virtual environment, or leave it empty`;
    return { reason: `${named}, where there is neither of the two`, remedy };
  }
  const answer = await askInterpreter(python, { packages: true, signal });
  const problem = typeof answer === 'string' ? answer : (unfit(answer) ?? (await unreadableIn(answer, system)));
  if (typeof answer === 'string' || problem) {
    return { reason: `${named}: ${problem}`, remedy: `name another one in ${OWN_PYTHON}, or leave it empty` };
  }
  const lacking = answer.packages?.lacking;
  if (lacking) return { reason: `${named}: ${lacking}`, remedy: `${python} -m pip install fastapi 'uvicorn[standard]'` };
  return toFound(answer, 'learner');
}

/** A program, a program's name, or the folder of a virtual environment. */
export function resolvePython(given: string, { platform, folders }: System = thisSystem()): string | undefined {
  const places = isAbsolute(given) || /[\\/]/.test(given) ? [given] : [given, ...folders.map((folder) => join(folder, given))];
  return places.flatMap((place) => (isFolder(place) ? [pythonIn(place, platform)] : [place])).find((place) => existsSync(place));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

async function findInSystem(python: string | undefined, system: System, signal?: AbortSignal): Promise<FoundPython | undefined> {
  if (!python || system.platform !== 'linux') return undefined;
  const answer = await askInterpreter(python, { packages: true, signal });
  return typeof answer !== 'string' && (await isWhole(answer, system)) ? toFound(answer, 'system') : undefined;
}

async function isWhole(answer: Interpreter, system: System): Promise<boolean> {
  return !unfit(answer) && answer.packages?.lacking === undefined && (await unreadableIn(answer, system)) === undefined;
}

async function missing(system: System, signal?: AbortSignal): Promise<MissingPython> {
  const interpreter = await findInterpreter(system, signal);
  if (isMissing(interpreter)) return interpreter;
  return { reason: 'the environment for FastAPI has not been set up', remedy: SET_UP_COMMAND };
}
