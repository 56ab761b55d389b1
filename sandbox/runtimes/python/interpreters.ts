/** Looks for an interpreter that a virtual environment can be made from. */
import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { type MissingPython, unreadableIn } from './found.ts';
import { askInterpreter, type Interpreter, unfit } from './interpreter.ts';
import { installPython, installVenv, type System, unreadable } from './system.ts';

const NAMES = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];
const WINDOWS_NAMES = ['py.exe', 'python.exe', 'python3.exe'];
/** How many of those that were refused are named. */
const NAMED = 3;

/** The first that fits; what was refused on the way has its reason. */
export async function findInterpreter(system: System, signal?: AbortSignal): Promise<Interpreter | MissingPython> {
  const refused: string[] = [];
  let lacksVenv = false;
  for (const path of candidates(system)) {
    const answer = await considerInterpreter(path, system, signal);
    if (typeof answer !== 'string' && answer.canMakeEnvironments) return answer;
    lacksVenv ||= typeof answer !== 'string';
    refused.push(`${path}: ${typeof answer === 'string' ? answer : NO_VENV}`);
  }
  const named = refused.length > 0 ? `; refused: ${refused.slice(0, NAMED).join('; ')}` : '';
  return {
    reason: `no Python from 3.10 on was found for FastAPI${named}`,
    remedy: lacksVenv ? installVenv(system) : installPython(system),
  };
}

export const NO_VENV = 'it came without the modules venv and ensurepip, which make virtual environments';

/** What the program tells, or why FastAPI cannot be served with it. */
export async function considerInterpreter(path: string, system: System, signal?: AbortSignal): Promise<Interpreter | string> {
  const hidden = unreadable([path], system);
  if (hidden) return hidden;
  const answer = await askInterpreter(path, { signal });
  if (typeof answer === 'string') return answer;
  return unfit(answer) ?? (await unreadableIn(answer, system)) ?? answer;
}

/** Each program once, whatever it is called. */
function candidates({ platform, folders }: System): string[] {
  const names = platform === 'win32' ? WINDOWS_NAMES : NAMES;
  // Apple's own opens a window that offers to install the developer's tools.
  const searched = platform === 'darwin' ? folders.filter((folder) => folder !== '/usr/bin') : folders;
  const byProgram = new Map<string, string>();
  for (const path of names.flatMap((name) => searched.map((folder) => join(folder, name)))) {
    const program = programAt(path);
    if (program && !byProgram.has(program)) byProgram.set(program, path);
  }
  return [...byProgram.values()];
}

function programAt(path: string): string | undefined {
  try {
    return realpathSync(path);
  } catch {
    return undefined;
  }
}
