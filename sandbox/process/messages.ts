/**
 * Every message between the workshop and a sandbox process, declared once. Each is a line of JSON on a descriptor of its own; what
 * the process tells has the process's key before it, and the line that tells `ready` is the one from which the workshop learns it.
 */
import type { Diagnostic, Frame, ProcessFact, SourceLocation, Stats } from '../timeline/timeline.ts';

/** How far one connection has come, as the sandbox process sees its own end. Bytes count from the connection's begin. */
export interface ConnectionProgress {
  read: number;
  written: number;
  /** Some of what was written is still on this side: when the probe has read, it goes on by itself. */
  unsent: boolean;
  /** It is taking bytes in: false while the handler has paused it. */
  reading: boolean;
  /** The probe's end of the stream has been seen. */
  readEnded: boolean;
  /** This side has ended the stream. */
  writeEnded: boolean;
}

/** By the connection's number. Those that are left out stand as they were told last. */
export type Progress = Record<string, ConnectionProgress>;

export type ToProcess =
  /** `framed`: with what a pasted block lacks loaded before it, by a runtime that knows of blocks. */
  | { type: 'load'; code: string; dialect: string; framed?: boolean }
  /** `name` is the connection's number: no process learns what the scenario calls it. Without `fd` the socket itself travels with it. */
  | { type: 'connection'; name: string; fd?: number }
  /**
   * Come to rest and say so. With `untilMs`, let the virtual clock jump from timer to timer until something can be seen from
   * outside, or until that time.
   */
  | { type: 'rest'; ticket: number; untilMs?: number }
  | { type: 'stats'; ticket: number }
  /** Whoever can still read this has closed what it tells on: it ends itself. */
  | { type: 'leave' };

export type FromProcess =
  | { type: 'ready' }
  /** `frame`: what was loaded before it. */
  | { type: 'loaded'; frame?: Frame }
  /** Where the process itself compiles what it is given: why it cannot. Nothing of the handler's runs any more. */
  | { type: 'did-not-compile'; diagnostics: Diagnostic[]; frame?: Frame }
  | { type: 'rested'; ticket: number; nowMs: number; progress: Progress }
  /** A blocking wait has begun: nothing happens in the process until it is released, at `untilMs` on its clock. */
  | { type: 'blocked'; nowMs: number; untilMs: number; progress: Progress }
  | { type: 'stats'; ticket: number; stats: Stats }
  /** The handler does very much of something; `at` is in the learner's source. */
  | { type: 'seen'; doing: 'promising' | 'writing'; at?: SourceLocation }
  /** The handler catches SIGINT, so a stack on SIGINT is not to be had. */
  | { type: 'catches-interrupts' }
  | { type: 'told'; fact: ProcessFact; connection?: string; nowMs: number; progress: Progress };
