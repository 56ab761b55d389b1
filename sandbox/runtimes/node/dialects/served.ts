import type { Socket } from 'node:net';

/** What a dialect has made of a handler. */
export interface Served {
  /** Takes a connection, or refuses it. */
  accept(socket: Socket): void;
  /** How many connections have a handler that goes on. */
  runningHandlers(): number;
  /** false once the process may end by itself: it accepts nothing more. */
  keepsAlive(): boolean;
}
