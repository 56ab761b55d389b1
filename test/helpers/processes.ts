/** Programs for a test, each in a process group of its own, and what is left of such a group. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { sharedDataFolder } from './shared-data.ts';

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

/**
 * The environment of a program under test. Whoever runs the tests may want colours, the tests read plain text; and what a program
 * keeps, it never keeps among that person's own data.
 */
function surroundings(env: Record<string, string>): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _, ...inherited } = process.env;
  return { ...inherited, NO_COLOR: '1', SOCKET_CLINIC_DATA: sharedDataFolder(), ...env };
}

/** A safety net for a program that hangs, in milliseconds: nothing else ends a wait that blocks. */
const HUNG_MS = 300_000;

/** Runs a program to its end. A status of null says that it was ended. */
export function runToEnd(file: string, args: string[], { env = {}, input = '', cwd = ROOT }: Surroundings = {}): Finished {
  const bounds = { timeout: HUNG_MS, killSignal: 'SIGKILL' as const };
  const { status, stdout, stderr } = spawnSync(file, args, {
    cwd,
    input,
    encoding: 'utf8',
    env: surroundings(env),
    ...bounds,
  });
  return { status, stdout, stderr };
}

/** The same, while others run. */
export async function runBeside(file: string, args: string[], { env = {}, cwd = ROOT }: Surroundings = {}): Promise<Finished> {
  const child = spawn(file, args, {
    cwd,
    env: surroundings(env),
    timeout: HUNG_MS,
    killSignal: 'SIGKILL',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'exit')]);
  return { status: child.exitCode, stdout, stderr };
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
    this.#child = spawn(file, args, { cwd: ROOT, env: surroundings(env), stdio, detached: true });
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

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  get exitCode(): number | null {
    return this.#child.exitCode;
  }

  signal(to: 'program' | 'group', signal: NodeJS.Signals): void {
    const pid = this.#child.pid ?? 0;
    process.kill(to === 'group' ? -pid : pid, signal);
  }

  /** Its process, and every one that it has started by now, also those that lead a group of their own. */
  family(): Process[] {
    const all = living();
    const family = all.filter(({ pgid }) => pgid === this.#child.pid);
    for (const member of family) family.push(...all.filter((each) => each.ppid === member.pid && !family.includes(each)));
    return family;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const { pid } of this.family()) kill(pid);
    await this.exited;
  }
}

/** It may have ended since it was seen. */
function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {}
}

export interface Process {
  pid: number;
  ppid: number;
  pgid: number;
  command: string;
}

/** Which of these are there still. */
export function stillThere(processes: readonly Process[]): Process[] {
  const there = living();
  return processes.filter(({ pid, command }) => there.some((each) => each.pid === pid && each.command === command));
}

/** Every process of the machine. One that has ended and was not yet buried counts no more. */
function living(): Process[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid=,pgid=,stat=,args='], { encoding: 'utf8' });
  return stdout.split('\n').flatMap((row) => {
    const [pid, ppid, pgid, stat, ...command] = row.trim().split(/\s+/);
    return !stat || stat.startsWith('Z') ? [] : [{ pid: Number(pid), ppid: Number(ppid), pgid: Number(pgid), command: command.join(' ') }];
  });
}

/** Those of these numbers that belong to a process still. */
export function running(pids: readonly number[]): Process[] {
  return living().filter(({ pid }) => pids.includes(pid));
}

/** The processes that this one has started, and that are there still. */
export function startedBy(pid: number): Process[] {
  return living().filter(({ ppid }) => ppid === pid);
}

/** The open descriptors of this process, where the system lists them. */
export function descriptors(): string[] {
  try {
    return readdirSync('/proc/self/fd');
  } catch {
    return [];
  }
}
