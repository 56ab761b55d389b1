/** Programs for a test, each in a process group of its own, and what is left of such a group. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

export interface Finished {
  status: number | null;
  stdout: string;
  stderr: string;
}

export interface Surroundings {
  env?: Record<string, string>;
  input?: string;
  cwd?: string;
}

/** A safety net for a program that hangs, in milliseconds: nothing else ends a wait that blocks. */
const HUNG_MS = 60_000;

/** Runs a program to its end. A status of null says that it was ended. */
export function runToEnd(file: string, args: string[], { env = {}, input = '', cwd = ROOT }: Surroundings = {}): Finished {
  const bounds = { timeout: HUNG_MS, killSignal: 'SIGKILL' as const };
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...process.env, ...env },
    ...bounds,
  });
  return { status, stdout, stderr };
}

/** One command of the command line. */
export function clinic(...args: string[]): Finished {
  return runToEnd(process.execPath, ['cli/main.ts', ...args]);
}

/** A program that goes on until it is told to stop. Whatever is left of its group ends with the test. */
export class Program implements AsyncDisposable {
  readonly lines: string[] = [];
  readonly exited: Promise<unknown[]>;
  readonly #child: ChildProcess;

  constructor(file: string, args: string[], env: Record<string, string> = {}) {
    const stdio: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
    this.#child = spawn(file, args, { cwd: ROOT, env: { ...process.env, ...env }, stdio, detached: true });
    this.exited = once(this.#child, 'exit');
    if (this.#child.stdout) createInterface(this.#child.stdout).on('line', (line) => this.#take(line));
  }

  /** The first line that begins so, whether it came already or comes. */
  async line(beginning: string): Promise<string> {
    while (true) {
      const found = this.lines.find((line) => line.startsWith(beginning));
      if (found !== undefined) return found;
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  #wake: () => void = () => {};

  #take(line: string): void {
    this.lines.push(line);
    this.#wake();
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  signal(to: 'program' | 'group', signal: NodeJS.Signals): void {
    const pid = this.#child.pid ?? 0;
    process.kill(to === 'group' ? -pid : pid, signal);
  }

  /** The command lines of its group's processes. One that has ended and was not yet buried counts no more. */
  group(): string[] {
    const { stdout } = spawnSync('ps', ['-A', '-o', 'pgid=,stat=,args='], { encoding: 'utf8' });
    const rows = stdout.split('\n').map((row) => row.trim().split(/\s+/));
    return rows.filter(([pgid, stat]) => Number(pgid) === this.#child.pid && !stat?.startsWith('Z')).map((row) => row.slice(2).join(' '));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.group().length > 0) this.signal('group', 'SIGKILL');
    await this.exited;
  }
}
