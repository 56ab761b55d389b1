import type { Socket } from 'node:net';

/** What a dialect has made of a handler. */
export interface Served {
  /** Takes a connection, or refuses it. */
  accept(socket: Socket): void;
  /** false once the process may end by itself: it accepts nothing more. */
  keepsAlive(): boolean;
}
