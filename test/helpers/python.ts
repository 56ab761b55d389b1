/** Made-up interpreters that answer what a test wants, and the real environment that the tests share. */
import { existsSync } from 'node:fs';
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { FoundPython, MissingPython } from '../../sandbox/runtimes/python/found.ts';
import type { Interpreter } from '../../sandbox/runtimes/python/interpreter.ts';
import { setUpPython } from '../../sandbox/runtimes/python/set-up.ts';
import type { System } from '../../sandbox/runtimes/python/system.ts';
import { makeFolder, type TestFolder } from './folder.ts';
import { sharedDataFolder } from './shared-data.ts';

/** Of a test for a process, in milliseconds: a net, no bar. */
const PATIENCE_MS = 60_000;
/** Words of the shell: never ends, nor does what it has started. */
export const hang = (pids: string) => `while sleep 0.2; do :; done & echo $$ $! > ${pids}.new; mv ${pids}.new ${pids}; wait`;

export interface FakePython extends Partial<Interpreter> {
  /** What it does when pip is to install, in words of the shell. */
  pip?: string;
}

export const PACKAGES = { versions: { fastapi: '0.165.0', uvicorn: '0.54.0' }, entries: [] };

export class FakeSystem implements AsyncDisposable {
  readonly #folder: TestFolder;

  private constructor(folder: TestFolder) {
    this.#folder = folder;
  }

  static async make(): Promise<FakeSystem> {
    const system = new FakeSystem(await makeFolder());
    // Another user than root can read it, as most of a system.
    await chmod(system.#folder.path, 0o755);
    await mkdir(system.at('bin'));
    await writeFile(system.at('requirements.txt'), 'fastapi==0.165.0 \\\n    --hash=sha256:00\nuvicorn==0.54.0 \\\n    --hash=sha256:00\n');
    return system;
  }

  at(...parts: string[]): string {
    return join(this.#folder.path, ...parts);
  }

  get dataFolder(): string {
    return this.at('data');
  }

  get requirements(): string {
    return this.at('requirements.txt');
  }

  /** What is asked of this system alone. */
  system(changes: Partial<System> = {}): System {
    return { platform: 'linux', isRoot: false, folders: [this.at('bin')], ...changes };
  }

  /** An interpreter whose environments hold the same interpreter, and FastAPI. */
  async python(name = 'python3', { pip = 'echo "Collecting fastapi==0.165.0"', ...told }: FakePython = {}): Promise<string> {
    const file = name.startsWith('/') ? name : this.at('bin', name);
    const standard = [this.at('library')];
    await mkdir(standard[0]!, { recursive: true });
    const interpreter: Interpreter = {
      ...{ implementation: 'CPython', version: '3.13.1', tag: 'cpython-313', base: file, standard, own: [], canMakeEnvironments: true },
      ...told,
    };
    return this.program(
      file,
      `echo "$*" >> ${this.at('calls')}
case "$*" in
*probe.py*) echo '${JSON.stringify({ packages: PACKAGES, ...interpreter })}' ;;
*venv*) mkdir -p "$4bin" && cp "$0" "$4bin/python" ;;
*uninstall*) ;;
*install*) ${pip} ;;
esac`,
    );
  }

  async program(file: string, script: string): Promise<string> {
    await writeFile(file, `#!/bin/sh\n${script}\n`);
    await chmod(file, 0o755);
    return file;
  }

  /** How often its interpreters were called with this. */
  async calls(part: string): Promise<number> {
    const lines = existsSync(this.at('calls')) ? (await readFile(this.at('calls'), 'utf8')).split('\n') : [];
    return lines.filter((line) => line.includes(part)).length;
  }

  /** What there is where environments are made, but for the lock. */
  async environments(): Promise<string[]> {
    return (await readdir(join(this.dataFolder, 'python'))).filter((name) => !name.startsWith('set-up.lock'));
  }

  /** The numbers of processes that a script has written there, once it has. */
  async pids(): Promise<number[]> {
    await expect.poll(() => existsSync(this.at('pids')), { timeout: PATIENCE_MS }).toBe(true);
    return (await readFile(this.at('pids'), 'utf8')).trim().split(/\s+/).map(Number);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

let real: Promise<FoundPython | MissingPython> | undefined;

/** Sets the real one up, once for a test file, from where pip is configured to fetch it. */
export function realEnvironment(): Promise<FoundPython | MissingPython> {
  real ??= setUpPython({ dataFolder: sharedDataFolder() });
  return real;
}
