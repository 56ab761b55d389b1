/**
 * Asks the system again and again how much memory a process holds. The kernel's bounds and the runtime's own end a process that takes
 * too much, but then it can no longer say where it was: so it is asked for its place a little before. Where nothing bounds memory
 * outside the heap (macOS, Windows, Linux without util-linux), this is the bound, and a coarse one: a process may take more for as long
 * as an answer takes.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** How a system is asked. */
export interface MemoryQuestion {
  /** From one answer to the next question, in milliseconds. */
  everyMs: number;
  /** Tells the resident set in bytes; undefined when the process has gone. */
  ask(pid: number, tell: (bytes: number | undefined) => void): void;
}

/** Pages of Linux; those of 16 or 64 KiB that some ARM kernels have make a process look smaller than it is. */
const PAGE_BYTES = 4096;

/** proc(5): the second number of statm is the resident set in pages. */
export const PROC: MemoryQuestion = {
  everyMs: 25,
  ask(pid, tell) {
    try {
      const [, pages] = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ');
      tell(Number(pages) * PAGE_BYTES);
    } catch {
      tell(undefined);
    }
  },
};

/** ps(1). */
export const PS: MemoryQuestion = {
  everyMs: 100,
  ask: (pid, tell) => run('/bin/ps', ['-o', 'rss=', '-p', String(pid)], (answer) => tell(kilobytes(answer))),
};

export const TASKLIST: MemoryQuestion = {
  everyMs: 100,
  ask: (pid, tell) => run('tasklist.exe', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'], (answer) => tell(readTaskList(answer))),
};

/** The last column is `12,345 K`, with the thousands separated as the user's language has it. */
export function readTaskList(answer: string): number | undefined {
  return kilobytes(/"([^"]*)"\s*$/.exec(answer)?.[1] ?? '');
}

export interface MemoryPollParts {
  question: MemoryQuestion;
  pid: number;
  /** More than it held at the first answer. */
  maxBytes: number;
  onExceeded(): void;
}

/** Asks until it is stopped, or the process holds more than it may. */
export class MemoryPoll {
  readonly #parts: MemoryPollParts;
  #timer: NodeJS.Timeout | undefined;
  #atFirst: number | undefined;
  #stopped = false;

  constructor(parts: MemoryPollParts) {
    this.#parts = parts;
    this.#ask();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #ask(): void {
    const { question, pid } = this.#parts;
    question.ask(pid, (bytes) => this.#take(bytes));
  }

  #take(bytes: number | undefined): void {
    if (this.#stopped || bytes === undefined) return;
    this.#atFirst ??= bytes;
    if (bytes - this.#atFirst > this.#parts.maxBytes) {
      this.#stopped = true;
      this.#parts.onExceeded();
      return;
    }
    this.#timer = setTimeout(() => this.#ask(), this.#parts.question.everyMs);
    this.#timer.unref();
  }
}

function run(file: string, args: string[], tell: (answer: string) => void): void {
  execFile(file, args, { windowsHide: true }, (_failed, answer) => tell(answer));
}

function kilobytes(text: string): number | undefined {
  const digits = text.replaceAll(/\D/g, '');
  return digits === '' ? undefined : Number(digits) * 1024;
}
