/**
 * The compiler as the workshop sees it: a few processes, each with one source at a time that is bounded in size, time and memory. A
 * source that takes too much costs its own run a sentence; its process is replaced, and whoever comes next has another one.
 */

import { Queue } from '../../../queue.ts';
import { SandboxError } from '../../../sandbox-error.ts';
import { SOURCE_BYTES } from '../../../system/limits.ts';
import type { Compiled } from '../../runtime.ts';
import { COMPILE_DATA_BYTES, COMPILE_MS, COMPILED_BYTES } from '../limits.ts';
import { CompilerProcess } from './compiler-process.ts';

/** How many compiled sources are kept; each has at most SOURCE_BYTES. */
const KEPT_SOURCES = 64;

/** How many there are: one more than needed, so that nobody waits for a bomb, or for the process that replaces it. */
const PROCESSES = 2;

export class Compiler {
  readonly #queue = new Queue({ atOnce: PROCESSES });
  /** A room full of learners begins with the same starter. */
  readonly #known = new Map<string, Compiled>();
  /** Those without a source; the last one is taken first. */
  readonly #idle: CompilerProcess[] = [];
  readonly #all = new Set<CompilerProcess>();
  #closed = false;

  /** Boots one more, as long as there are too few, so that a source finds it. */
  warm(): void {
    if (this.#all.size < PROCESSES && !this.#closed) this.#idle.unshift(this.#boot());
  }

  /** @throws SandboxError when no compiler can be had. */
  async compile(source: string, dialect: string): Promise<Compiled> {
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
    await Promise.all([...this.#all].map((process) => process.end()));
  }

  async #compileNow(source: string, dialect: string): Promise<Compiled> {
    const process = await this.#take();
    const outcome = await process.compile(source, dialect);
    if (outcome.kind === 'compiled' && !process.isWorn()) this.#idle.push(process);
    else this.#replace(process);
    if (outcome.kind === 'compiled') return withinBound(outcome.compiled);
    const what = outcome.kind === 'too-long' ? `more than ${COMPILE_MS / 1000} s` : 'more memory than there is for it';
    return refuse(
      `Expected a handler that compiles in ${COMPILE_MS / 1000} s and ${COMPILE_DATA_BYTES / 1024 ** 2} MiB; this one took ${what}. Look for deep nesting, or for values that grow out of each other.`,
    );
  }

  async #take(): Promise<CompilerProcess> {
    for (let tries = 0; tries < 3 && !this.#closed; tries++) {
      const process = this.#idle.pop() ?? this.#boot();
      if (await process.ready()) return process;
      this.#all.delete(process);
    }
    throw new SandboxError(
      'The compiler could not be started. Look at the free memory and processes of this machine, then restart the workshop.',
    );
  }

  /** Its source has its sentence at once: the burial takes its time. */
  #replace(process: CompilerProcess): void {
    process.end().then(() => {
      this.#all.delete(process);
      this.warm();
    });
  }

  #boot(): CompilerProcess {
    const process = new CompilerProcess();
    this.#all.add(process);
    return process;
  }
}

function withinBound(compiled: Compiled): Compiled {
  if (!compiled.ok || compiled.code.length <= COMPILED_BYTES) return compiled;
  return refuse(
    `Expected a handler that compiles to at most ${COMPILED_BYTES / 1024} KiB, got ${Math.ceil(compiled.code.length / 1024)} KiB. Look for values that grow out of each other, such as enums.`,
  );
}

function refuse(message: string): Compiled {
  return { ok: false, diagnostics: [{ message, at: { line: 1, column: 1 }, length: 1 }] };
}
