/**
 * Asks the system again and again how much memory a process holds, where no layer bounds it: Linux without util-linux, macOS, Windows.
 * Coarser than a bound of the kernel's: a process may take more for as long as an answer takes.
 */
import { execFile } from 'node:child_process';

/** How a system is asked, by its documentation: ps(1) and tasklist. */
export interface MemoryQuestion {
  file: string;
  args(pid: number): string[];
  /** Bytes; undefined when the answer tells none, since the process has gone. */
  read(answer: string): number | undefined;
}

export const PS: MemoryQuestion = {
  file: '/bin/ps',
  args: (pid) => ['-o', 'rss=', '-p', String(pid)],
  read: kilobytes,
};

/** The last column is `12,345 K`, with the thousands separated as the user's language has it. */
export const TASKLIST: MemoryQuestion = {
  file: 'tasklist.exe',
  args: (pid) => ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH'],
  read: (answer) => kilobytes(/"([^"]*)"\s*$/.exec(answer)?.[1] ?? ''),
};

/** From one answer to the next question, in milliseconds. */
const POLL_MS = 100;

export interface MemoryPollParts {
  question: MemoryQuestion;
  pid: number;
  maxBytes: number;
  onExceeded(): void;
}

/** Asks until it is stopped, or the process holds more than it may. */
export class MemoryPoll {
  readonly #parts: MemoryPollParts;
  #timer: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(parts: MemoryPollParts) {
    this.#parts = parts;
    this.#later();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
  }

  #later(): void {
    this.#timer = setTimeout(() => this.#ask(), POLL_MS);
    this.#timer.unref();
  }

  #ask(): void {
    const { question, pid, maxBytes, onExceeded } = this.#parts;
    execFile(question.file, question.args(pid), { windowsHide: true }, (_failed, answer) => {
      if (this.#stopped) return;
      if ((question.read(answer) ?? 0) <= maxBytes) return this.#later();
      this.#stopped = true;
      onExceeded();
    });
  }
}

function kilobytes(text: string): number | undefined {
  const digits = text.replaceAll(/\D/g, '');
  return digits === '' ? undefined : Number(digits) * 1024;
}
