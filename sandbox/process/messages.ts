/** Every message between the workshop and a sandbox process, declared once. They travel as JSON over the process's channel. */
import type { Dialect } from '../dialects/dialect.ts';
import type { ProcessFact, Stats } from '../probe/timeline.ts';

/** How far one connection has come, as the sandbox process sees its own end. Bytes count from the connection's begin. */
export interface ConnectionProgress {
  read: number;
  written: number;
  /** It is taking bytes in: false while the handler has paused it. */
  reading: boolean;
  /** The probe's end of the stream has been seen. */
  readEnded: boolean;
  /** This side has ended the stream. */
  writeEnded: boolean;
}

export type Progress = Record<string, ConnectionProgress>;

export type ToProcess =
  | { type: 'load'; code: string; dialect: Dialect }
  /** Travels with the socket itself. `name` is the scenario's. */
  | { type: 'connection'; name: string }
  /**
   * Come to rest and say so. With `untilMs`, let the virtual clock jump from timer to timer until something can be seen from
   * outside, or until that time.
   */
  | { type: 'rest'; ticket: number; untilMs?: number }
  | { type: 'stats'; ticket: number };

export type FromProcess =
  | { type: 'ready' }
  | { type: 'loaded' }
  | { type: 'rested'; ticket: number; nowMs: number; progress: Progress }
  /** A blocking wait has begun: nothing happens in the process until it is released, at `untilMs` on its clock. */
  | { type: 'blocked'; nowMs: number; untilMs: number; progress: Progress }
  | { type: 'stats'; ticket: number; stats: Stats }
  | { type: 'told'; fact: ProcessFact; connection?: string; nowMs: number; progress: Progress };
