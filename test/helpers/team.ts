/** A team with a backend of its own and a folder for its tests, which has nothing of ours in it. */
import { mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Flavour } from '../../sandbox/index.ts';
import { makeFolder, type TestFolder } from './folder.ts';
import { type Finished, Program, ROOT, runBeside, runToEnd } from './processes.ts';
import { STACKS } from './python-sandbox.ts';

const [stack] = STACKS;
/** What the virtual environment of a team gets. */
const PYTHON_PACKAGES = ['pytest==9.2.0', 'websockets==16.1.1'];

export interface Backend extends AsyncDisposable {
  url: string;
}

/** Serves a handler of the `ws` or of the `fastapi` dialect on a free port, as a program of its own. */
export async function startBackend(file: string): Promise<Backend> {
  const program = file.endsWith('.py')
    ? new Program(stack?.python ?? '', ['test/helpers/servers/uvicorn-backend.py', file], {
        PYTHONPATH: stack?.packages.join(':') ?? '',
        PYTHONDONTWRITEBYTECODE: '1',
      })
    : new Program(process.execPath, ['test/helpers/servers/ws-backend.mjs', file]);
  const [, port] = (await program.line('listening')).split(' ');
  return { url: `ws://127.0.0.1:${port}`, [Symbol.asyncDispose]: () => program[Symbol.asyncDispose]() };
}

export class Team implements AsyncDisposable {
  readonly #folder: TestFolder;

  private constructor(folder: TestFolder) {
    this.#folder = folder;
  }

  /** With the packages `ws` and `vitest`. */
  static async make(): Promise<Team> {
    const team = new Team(await makeFolder());
    await mkdir(team.at('node_modules'));
    for (const name of ['ws', 'vitest']) await symlink(join(ROOT, 'node_modules', name), team.at('node_modules', name));
    return team;
  }

  at(...parts: string[]): string {
    return join(this.#folder.path, ...parts);
  }

  /** Makes its virtual environment. */
  installPytest(): void {
    const done = [
      runToEnd(stack?.python ?? '', ['-m', 'venv', this.at('python')]),
      runToEnd(this.at('python', 'bin', 'pip'), ['install', '--quiet', '--no-cache-dir', ...PYTHON_PACKAGES]),
    ];
    const failed = done.find(({ status }) => status !== 0);
    if (failed) throw new Error(`Expected an environment with pytest: ${failed.stderr}`);
  }

  async write(name: string, text: string): Promise<string> {
    await writeFile(this.at(name), text);
    return this.at(name);
  }

  /** Runs these test files as a team does. */
  run(flavour: Flavour, files: string[], { url }: Pick<Backend, 'url'>): Promise<Finished> {
    const [program, args] = this.#runner(flavour);
    return runBeside(program, [...args, ...files], { env: { BACKEND_URL: url }, cwd: this.#folder.path });
  }

  #runner(flavour: Flavour): [program: string, args: string[]] {
    if (flavour === 'node') return [process.execPath, ['--test']];
    if (flavour === 'vitest') return [process.execPath, [join(ROOT, 'node_modules/vitest/vitest.mjs'), 'run', '--root', this.#folder.path]];
    return [this.at('python', 'bin', 'pytest'), ['--quiet', '-p', 'no:cacheprovider']];
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#folder[Symbol.asyncDispose]();
  }
}

/** How a run's tests have failed, each in the sentence of the exported file, in no order. */
export function failuresIn({ stdout, stderr }: Finished): string[] {
  const told = `${stdout}\n${stderr}`.matchAll(/Error(?: \[\w+\])?: (Expected .* Observed: .*\.)$/gm);
  return [...new Set([...told].map(([, sentence]) => sentence ?? ''))].sort();
}
