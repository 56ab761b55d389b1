/** Whoever is behind the wire, as the probe needs it. */
import type { Socket } from 'node:net';
import type { Stats } from './timeline.ts';

/** What the other side says of itself at rest. */
export interface Rested {
  nowMs: number;
  /** How far each connection has come on the other side. */
  progress: Record<string, { read: number; written: number; reading: boolean; readEnded: boolean; writeEnded: boolean }>;
  /** It is in a blocking wait and deaf until then, on its clock. */
  blockedUntilMs?: number;
}

export interface Peer {
  /** undefined when there is nobody left to connect to. */
  connect(name: string): Socket | undefined;
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
