/** The sandbox as the command line opens it: with the Python that this machine has. */
import {
  createSandbox,
  type FoundPython,
  findPython,
  isMissing,
  type MissingPython,
  OWN_PYTHON,
  type Sandbox,
  type SandboxOptions,
  setUpPython,
} from '../sandbox/index.ts';
import { dataFolder } from '../web/server/data-folder.ts';

/** The Python that serves FastAPI here, if any does. */
export function findHere(): Promise<FoundPython | MissingPython> {
  return findPython({ dataFolder: dataFolder() });
}

export function openSandbox(options: Omit<SandboxOptions, 'python'>): Sandbox {
  return createSandbox({ ...options, python: findHere });
}

/** The Python that serves FastAPI; sets the workshop's own environment up where there is none, unless somebody has named theirs. */
export async function preparePython(say: (line: string) => void): Promise<FoundPython | MissingPython> {
  const found = await findHere();
  if (!isMissing(found) || process.env[OWN_PYTHON]) return found;
  say('Setting up FastAPI; this takes a minute the first time.');
  return setUpPython({ dataFolder: dataFolder() });
}
