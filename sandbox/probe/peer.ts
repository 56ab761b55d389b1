/** Whoever is behind the wire, as the probe needs it. */
import type { Socket } from 'node:net';
import type { ConnectionProgress, Stats } from '../timeline/testimony.ts';
import type { Unreached } from '../timeline/timeline.ts';

/** What the other side says of itself at rest. */
export interface Rested {
  nowMs: number;
  /** How far each connection has come on the other side. */
  progress: Record<string, ConnectionProgress>;
  /** When its next timer is due, on its clock. */
  nextMs?: number;
  /** It is in a blocking wait and deaf until then, on its clock. */
  blockedUntilMs?: number;
}

/** Why there is no connection to somebody who is elsewhere. */
export interface Unreachable {
  problem: string;
  why: Unreached;
}

export interface Peer {
  /** undefined when there is nobody left to connect to. Whoever is elsewhere is reached first. */
  connect(name: string): Socket | undefined | Promise<Socket | Unreachable | undefined>;
  /**
   * Waits until nothing more happens by itself. With `untilMs`, time jumps from timer to timer until something can be seen from
   * outside, or until then. undefined when the other side has gone.
   */
  rest(untilMs?: number): Promise<Rested | undefined>;
  stats(): Promise<Stats | undefined>;
  signal(signal: 'SIGTERM' | 'SIGINT'): void;
  /** The other side has gone, or the run was ended. */
  readonly gone: boolean;
}

/** How what comes is taken in: in order, in steps, and contained to its run. */
export interface Intake {
  /** Takes it in after all that came before; the code between two yields is one step. */
  add(steps: Iterator<void, void>): void;
  /** Resolves when all that came has been taken in. */
  idle(): Promise<void>;
  onceIdle(callback: () => void): void;
  /** A callback whose failure fails the run. */
  contain<A extends unknown[]>(callback: (...given: A) => unknown): (...given: A) => void;
}
