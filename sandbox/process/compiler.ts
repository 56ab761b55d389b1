/**
 * The compiler as the workshop sees it: one process, one source at a time, each bounded in size, time and memory. A source that
 * takes too much costs its own run a sentence; the process is replaced, and whoever waits is served by the next one.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Compiled, FromCompiler, ToCompiler } from '../compile/compiled.ts';
import type { Dialect } from '../dialects/dialect.ts';
import { Queue } from '../queue.ts';
import { SandboxError } from '../sandbox-error.ts';
import { killGroup } from './kill-group.ts';
import { BOOT_MS, COMPILE_DATA_BYTES, COMPILE_MS, COMPILED_BYTES, SOURCE_BYTES } from './limits.ts';

const SERVICE = fileURLToPath(new URL('../compile/service.ts', import.meta.url));
/** Bounds the data segment of the process and of what it starts; part of every Linux. */
const PRLIMIT = '/usr/bin/prlimit';

/** How many compiled sources are kept; each has at most SOURCE_BYTES. */
const KEPT_SOURCES = 64;

type Outcome = { kind: 'compiled'; compiled: Compiled } | { kind: 'failed' } | { kind: 'too-long' };

export class Compiler {
  readonly #queue = new Queue({ atOnce: 1 });
  /** A room full of learners begins with the same starter. */
  readonly #known = new Map<string, Compiled>();
  #service: Promise<ChildProcess> | undefined;
  #job = 0;
  #closed = false;

  /** Boots the process now, so that the first source finds it. */
  warm(): void {
    this.#running().catch(() => {});
  }

  /** @throws SandboxError when no compiler can be had. */
  async compile(source: string, dialect: Dialect): Promise<Compiled> {
    const bytes = Buffer.byteLength(source);
    if (bytes > SOURCE_BYTES) {
      return refuse(
        `Expected a handler of at most ${SOURCE_BYTES / 1024} KiB, got ${Math.ceil(bytes / 1024)} KiB. Remove what the step does not need.`,
      );
    }
    const key = `${dialect} ${source}`;
    return (
      this.#known.get(key) ??
      this.#queue.run(async () => this.#known.get(key) ?? this.#remember(key, await this.#compileNow(source, dialect)))
    );
  }

  /** Only what compiled: a source that took too much is tried again, since it may have been the machine. */
  #remember(key: string, compiled: Compiled): Compiled {
    if (compiled.ok) this.#known.set(key, compiled);
    const [oldest] = this.#known.keys();
    if (this.#known.size > KEPT_SOURCES && oldest !== undefined) this.#known.delete(oldest);
    return compiled;
  }

  async close(): Promise<void> {
    this.#closed = true;
    const service = await this.#service?.catch(() => undefined);
    if (service) await end(service);
  }

  async #compileNow(source: string, dialect: Dialect): Promise<Compiled> {
    const service = await this.#running();
    const outcome = await this.#ask(service, source, dialect);
    if (outcome.kind === 'compiled') return withinBound(outcome.compiled);
    await end(service);
    this.#service = undefined;
    this.warm();
    const what = outcome.kind === 'too-long' ? `more than ${COMPILE_MS / 1000} s` : 'more memory than there is for it';
    return refuse(
      `Expected a handler that compiles in ${COMPILE_MS / 1000} s and ${COMPILE_DATA_BYTES / 1024 ** 2} MiB; this one took ${what}. Look for deep nesting, or for values that grow out of each other.`,
    );
  }

  #ask(service: ChildProcess, source: string, dialect: Dialect): Promise<Outcome> {
    const job = ++this.#job;
    return new Promise((resolve) => {
      const timer = setTimeout(() => settle({ kind: 'too-long' }), COMPILE_MS);
      const onMessage = (message: FromCompiler) => {
        if (!('job' in message) || message.job !== job) return;
        settle('compiled' in message ? { kind: 'compiled', compiled: message.compiled } : { kind: 'failed' });
      };
      const onExit = () => settle({ kind: 'failed' });
      const settle = (outcome: Outcome) => {
        clearTimeout(timer);
        service.off('message', onMessage).off('exit', onExit);
        resolve(outcome);
      };
      service.on('message', onMessage).on('exit', onExit);
      service.send({ job, source, dialect } satisfies ToCompiler, () => {});
    });
  }

  async #running(): Promise<ChildProcess> {
    for (let tries = 0; tries < 3 && !this.#closed; tries++) {
      this.#service ??= boot();
      const service = await this.#service;
      if (service.connected) return service;
      this.#service = undefined;
    }
    throw new SandboxError(
      'The compiler could not be started. Look at the free memory and processes of this machine, then restart the workshop.',
    );
  }
}

/** In a process group of its own, so that esbuild's service ends with it. Resolves when it is ready, or has ended. */
function boot(): Promise<ChildProcess> {
  const bounded = process.platform === 'linux' && existsSync(PRLIMIT);
  const [file, ...args] = bounded
    ? [PRLIMIT, `--data=${COMPILE_DATA_BYTES}`, '--core=0', process.execPath, SERVICE]
    : [process.execPath, SERVICE];
  const service = spawn(file ?? process.execPath, args, {
    env: { NODE_DISABLE_COLORS: '1' },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    detached: process.platform !== 'win32',
    windowsHide: true,
  });
  return new Promise((resolve) => {
    // A safety net for a service that hangs while it boots: without it the next source would wait for ever.
    const impatience = setTimeout(() => killGroup(service), BOOT_MS);
    const settle = () => {
      clearTimeout(impatience);
      resolve(service);
    };
    service.once('message', settle).once('error', settle).once('exit', settle);
  });
}

async function end(service: ChildProcess): Promise<void> {
  const ended = service.exitCode !== null || service.signalCode !== null;
  const gone = ended ? Promise.resolve() : new Promise<void>((resolve) => service.once('exit', () => resolve()));
  killGroup(service);
  await gone;
}

function withinBound(compiled: Compiled): Compiled {
  if (!compiled.ok || compiled.code.length <= COMPILED_BYTES) return compiled;
  return refuse(
    `Expected a handler that compiles to at most ${COMPILED_BYTES / 1024} KiB, got ${Math.ceil(compiled.code.length / 1024)} KiB. Look for values that grow out of each other, such as enums.`,
  );
}

function refuse(message: string): Compiled {
  return { ok: false, diagnostics: [{ message, at: { line: 1, column: 1 }, length: 1, severity: 'error' }] };
}
