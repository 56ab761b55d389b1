/**
 * One compiler process, from the workshop's side: Node's, which speaks with the workshop, and below it esbuild's, which does the
 * work. Each is bounded. It compiles one source at a time, and what one leaves behind in it counts against the next one: a process
 * that `isWorn` is not used again.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { killGroup } from '../../../system/kill-group.ts';
import { BOOT_MS } from '../../../system/limits.ts';
import { onlyChild } from '../../../system/only-child.ts';
import { processorMs, threadsOf, workshopMs } from '../../../system/processor-time.ts';
import { Stopwatch } from '../../../system/stopwatch.ts';
import type { Compiled } from '../../runtime.ts';
import { COMPILE_DATA_BYTES, COMPILE_LONGEST_MS, COMPILE_MS, COMPILE_SERVICE_DATA_BYTES } from '../limits.ts';
import type { FromCompiler, ToCompiler } from './compiled.ts';

const SERVICE = fileURLToPath(new URL('./service.ts', import.meta.url));
/** How often a compiler at work is looked after, in milliseconds of real time. */
const LOOK_MS = 50;
/** Bounds the data segment of a process; part of every Linux. */
const PRLIMIT = '/usr/bin/prlimit';

export type Outcome = { kind: 'compiled'; compiled: Compiled } | { kind: 'failed' } | { kind: 'too-long' };

export class CompilerProcess {
  /** In a process group of its own, so that esbuild's ends with it. */
  readonly #child: ChildProcess;
  readonly #bounded = process.platform === 'linux' && existsSync(PRLIMIT);
  readonly #ready: Promise<boolean>;
  readonly #gone: Promise<void>;
  #job = 0;

  constructor() {
    const own = [process.execPath, SERVICE];
    const [file = '', ...args] = this.#bounded ? [PRLIMIT, `--data=${COMPILE_SERVICE_DATA_BYTES}`, '--core=0', ...own] : own;
    this.#child = spawn(file, args, {
      env: { NODE_DISABLE_COLORS: '1' },
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      detached: process.platform !== 'win32',
      windowsHide: true,
    });
    this.#gone = new Promise((resolve) => this.#child.once('exit', () => resolve()).once('error', () => resolve()));
    this.#ready = this.#becomesReady();
  }

  /** Resolves to false when it ended before it was ready, or since. */
  async ready(): Promise<boolean> {
    return (await this.#ready) && this.#child.connected;
  }

  /** Never rejects: a source that ends the process, or takes too long, has an outcome, too. */
  compile(source: string, dialect: string): Promise<Outcome> {
    const job = ++this.#job;
    return new Promise((resolve) => {
      const isTooLong = this.#watch();
      const timer = setInterval(() => isTooLong() && settle({ kind: 'too-long' }), LOOK_MS);
      const onMessage = (message: FromCompiler) => {
        if (message === 'ready' || message.job !== job) return;
        settle(message.compiled ? { kind: 'compiled', compiled: message.compiled } : { kind: 'failed' });
      };
      const onExit = () => settle({ kind: 'failed' });
      const settle = (outcome: Outcome) => {
        clearInterval(timer);
        this.#child.off('message', onMessage).off('exit', onExit);
        resolve(outcome);
      };
      this.#child.on('message', onMessage).on('exit', onExit);
      this.#child.send({ job, source, dialect } satisfies ToCompiler, () => {});
    });
  }

  /** From here on: whether it has worked for longer than it may, or slept. What a busy machine makes it wait does not count. */
  #watch(): () => boolean {
    const pids = () => [this.#child.pid, onlyChild(this.#child.pid)];
    const stopwatch = new Stopwatch({ threads: () => threadsOf(pids()), workshopMs });
    stopwatch.owes('source');
    const workedMs = () => {
      const [own, esbuilds] = pids().map(processorMs);
      return own === undefined || esbuilds === undefined ? undefined : own + esbuilds;
    };
    const before = workedMs();
    return () => {
      const busyMs = stopwatch.busyMs();
      const now = before === undefined ? undefined : workedMs();
      return busyMs > COMPILE_LONGEST_MS || (now === undefined ? busyMs : now - (before ?? 0)) > COMPILE_MS;
    };
  }

  /** It has used up so much of its bound that an innocent source might pass it. Go's runtime gives no address space back. */
  isWorn(): boolean {
    const esbuild = onlyChild(this.#child.pid);
    if (esbuild === undefined) return false;
    try {
      const [, kilobytes] = /^VmData:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${esbuild}/status`, 'utf8')) ?? [];
      return Number(kilobytes) * 1024 > COMPILE_DATA_BYTES / 2;
    } catch {
      return true; // It has just ended.
    }
  }

  /** Ends it and what it has started, whatever it is doing. */
  async end(): Promise<void> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) killGroup(this.#child);
    await this.#gone;
  }

  #becomesReady(): Promise<boolean> {
    return new Promise((resolve) => {
      // A safety net for a process that hangs while it boots: without it the next source would wait for ever.
      const impatience = setTimeout(() => killGroup(this.#child), BOOT_MS);
      const settle = (ready: boolean) => {
        clearTimeout(impatience);
        resolve(ready);
      };
      this.#child.once('message', () => this.#boundEsbuild().then(() => settle(true)));
      this.#gone.then(() => settle(false));
    });
  }

  /** A bound of its own, since that of Node has to be higher. */
  async #boundEsbuild(): Promise<void> {
    const esbuild = onlyChild(this.#child.pid);
    if (!this.#bounded || esbuild === undefined) return;
    const bounding = spawn(PRLIMIT, [`--pid=${esbuild}`, `--data=${COMPILE_DATA_BYTES}`], { stdio: 'ignore' });
    await new Promise<void>((resolve) => bounding.once('exit', () => resolve()).once('error', () => resolve()));
  }
}
