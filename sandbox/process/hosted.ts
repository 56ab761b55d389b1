/** What the pool and the watchdog need of a runtime. It is handed in: nothing here names one. */
import type { Attacker } from '../isolation/attacker.ts';
import type { Exit, Program } from '../isolation/command.ts';
import type { ErrorMeaning, LocatedError, SourceLocation } from '../timeline/timeline.ts';

/** How a process that spins is made to say where, and how that is read. It ends by the signal. */
export interface Interrupt {
  signal: NodeJS.Signals;
  placeIn(words: string): SourceLocation | undefined;
}

/** What the runtime prints by itself, piece by piece, as the learner may read it. */
export interface RuntimesWords {
  /** What of it is for the learner to read; an unfinished line waits. */
  take(text: string): string;
  /** What waits, at the end. */
  end(): string;
}

/** What the workshop has to know of a runtime while one of its processes runs a handler. */
export interface RuntimeWords {
  interrupt: Interrupt;
  openWords(): RuntimesWords;
  /** What an error means, by the runtime's own words; undefined for an error of the handler's. */
  explainError(error: LocatedError): ErrorMeaning | undefined;
  /** Whether the process ended for want of memory, by how it ended and by its last words. */
  ranOutOfMemory(exit: Exit, words: string): boolean;
}

export interface Hosted {
  /** What one waiting process holds, in bytes of its resident set. */
  processBytes: number;
  /**
   * The program of its processes, with what it reads written to `folder` where another user can read it.
   * @throws SandboxError when the runtime is not there, with what to do about it.
   */
  program(folder: string): Promise<Program>;
  /** The self-test's own program, written to `folder` as the other one. @throws SandboxError when the runtime is not there. */
  attacker(folder: string): Promise<Attacker>;
}
