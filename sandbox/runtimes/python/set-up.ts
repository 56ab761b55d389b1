/** Sets up the virtual environment that FastAPI is served from: once, in the background, and whole or not at all. */
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Keeper } from '../../system/reaper.ts';
import {
  findEnvironment,
  hashRequirements,
  makeReadable,
  type Place,
  placeBelow,
  pythonIn,
  REQUIREMENTS,
  readMarker,
  writeMarker,
} from './environment.ts';
import { resolvePython, SET_UP_COMMAND } from './find.ts';
import { describeVersions, type FoundPython, isMissing, type MissingPython } from './found.ts';
import { install } from './install.ts';
import { askInterpreter, type Interpreter } from './interpreter.ts';
import { considerInterpreter, findInterpreter, NO_VENV } from './interpreters.ts';
import { takeLock } from './lock.ts';
import { explainFault } from './pip-failure.ts';
import { installVenv, type System, thisSystem } from './system.ts';

export type SetUpEvent = { sentence: string } & (
  | { phase: 'looking' | 'creating' }
  | { phase: 'installing'; count: number; total: number }
  | { phase: 'ready' | 'failed' }
);

export interface SetUpOptions {
  dataFolder: string;
  /** The program to make it from; one is looked for when not given. */
  python?: string;
  signal?: AbortSignal;
  onEvent?(event: SetUpEvent): void;
  environment?: NodeJS.ProcessEnv;
  requirements?: string;
  system?: System;
}

type Job = Required<Omit<SetUpOptions, 'python' | 'signal' | 'dataFolder'>> & Pick<SetUpOptions, 'python' | 'signal'> & { place: Place };

/**
 * The last event is `ready` or `failed`, and says what is returned. What is there and current is kept: then no network is asked.
 * @throws the signal's reason when it was ended from outside; then nothing is left of it.
 */
export async function setUpPython({ dataFolder, ...given }: SetUpOptions): Promise<FoundPython | MissingPython> {
  const { environment = process.env, system = thisSystem(environment), requirements = REQUIREMENTS, onEvent = () => {} } = given;
  const job: Job = { ...given, environment, system, requirements, onEvent, place: placeBelow(dataFolder, system) };
  const result = await attempt(job);
  if (isMissing(result)) onEvent({ phase: 'failed', sentence: `FastAPI: ${result.reason}. What to do: ${result.remedy}` });
  else onEvent({ phase: 'ready', sentence: `${describeVersions(result.versions)} is ready` });
  return result;
}

/** A folder that cannot be written to is a fact about the machine, and no reason to fail the workshop. */
async function attempt(job: Job): Promise<FoundPython | MissingPython> {
  try {
    job.onEvent({ phase: 'looking', sentence: 'Looking for a Python for FastAPI …' });
    const current = await findCurrent(job);
    if (current) return current;
    await makeReadable(job.place.folder, job.system);
    using _lock = await takeLock(job.place.lock, { signal: job.signal, onWait: () => sayWaiting(job) });
    return (await findCurrent(job)) ?? (await build(job));
  } catch (failure) {
    job.signal?.throwIfAborted();
    if (!(failure as NodeJS.ErrnoException).code) throw failure;
    return explainFault(job.place.folder, failure as Error);
  }
}

function sayWaiting({ onEvent }: Job): void {
  onEvent({ phase: 'looking', sentence: 'Another process is setting up FastAPI: waiting for it …' });
}

async function findCurrent({ place, python, requirements, system, signal }: Job): Promise<FoundPython | undefined> {
  const found = await findEnvironment(place, { requirements, system, signal });
  const named = python && resolvePython(python, system);
  if (!found || python === undefined) return found;
  const asked = named ? await askInterpreter(named, { signal }) : '';
  return typeof asked !== 'string' && asked.base === (await readMarker(place.environment))?.base ? found : undefined;
}

async function build(job: Job): Promise<FoundPython | MissingPython> {
  const base = await chooseBase(job);
  if (isMissing(base)) return base;
  await sweep(job.place);
  const building = await mkdtemp(join(job.place.folder, BUILDING));
  // Should the workshop be killed: ends what runs out of this folder, and removes it.
  const keeper = new Keeper(building);
  try {
    await chmod(building, 0o755);
    return (await fill(building, base, job)) ?? (await moveIn(building, job));
  } finally {
    await rm(building, { recursive: true, force: true, maxRetries: 3 });
    keeper.release();
  }
}

const BUILDING = 'fastapi.building-';
const REPLACED = 'fastapi.replaced-';

/** The lock is held: what others have left, they have left for good. */
async function sweep({ folder }: Place): Promise<void> {
  const left = (await readdir(folder)).filter((name) => name.startsWith(BUILDING) || name.startsWith(REPLACED));
  for (const name of left) await rm(join(folder, name), { recursive: true, force: true });
}

async function chooseBase({ python, system, signal }: Job): Promise<Interpreter | MissingPython> {
  if (python === undefined) return findInterpreter(system, signal);
  const named = resolvePython(python, system);
  const answer = named ? await considerInterpreter(named, system, signal) : 'there is no such program';
  if (typeof answer === 'string')
    return { reason: `${python} cannot be used: ${answer}`, remedy: 'name another Python with --python, or none' };
  if (!answer.canMakeEnvironments) return { reason: `${python} cannot be used: ${NO_VENV}`, remedy: installVenv(system) };
  return answer;
}

/** undefined when it holds all that FastAPI needs. */
async function fill(building: string, { base, tag, version }: Interpreter, job: Job): Promise<MissingPython | undefined> {
  const { requirements, environment, onEvent, signal } = job;
  onEvent({ phase: 'creating', sentence: `Making an environment for FastAPI with Python ${version} …` });
  const problem = await install({
    ...{ base, folder: building, requirements, environment, signal },
    onPackage: (name, count, total) =>
      onEvent({ phase: 'installing', count, total, sentence: `Installing ${name} for FastAPI (${count} of ${total}) …` }),
  });
  if (problem) return problem;
  const answer = await askInterpreter(pythonIn(building), { packages: true, signal });
  const lacking = typeof answer === 'string' ? answer : answer.packages?.lacking;
  if (lacking) return { reason: `what has been installed cannot be used: ${lacking}`, remedy: SET_UP_COMMAND };
  await writeMarker(building, { requirements: await hashRequirements(requirements), tag, base });
  return undefined;
}

/** By renaming: nobody meets half an environment. */
async function moveIn(building: string, { place, requirements, system, signal }: Job): Promise<FoundPython | MissingPython> {
  signal?.throwIfAborted();
  const replaced = join(place.folder, `${REPLACED}${process.pid}`);
  if (existsSync(place.environment)) await rename(place.environment, replaced);
  await rename(building, place.environment);
  await rm(replaced, { recursive: true, force: true });
  const found = await findEnvironment(place, { requirements, system, signal });
  return found ?? { reason: `what has been set up in ${place.environment} cannot be used`, remedy: SET_UP_COMMAND };
}
