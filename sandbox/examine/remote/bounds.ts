/** How long each part of an examination of an address may take, and what the other side may send. Each has its unit in its name. */

export interface Bounds {
  /** From the name to the end of TLS, of one connection. */
  reachMs: number;
  /** The answer to an opening handshake. */
  handshakeMs: number;
  /** A pong, or the answer to a close frame. */
  pongMs: number;
  /** The answer that was asked for with `--expect`. */
  answerMs: number;
  /** What the other side is left in peace for after the last message: daphne looks for handlers that have failed once a second. */
  afterMs: number;
  /** What the connection is left in peace for, to see whether it stays. */
  idleMs: number;
  /** Everything together, but for the idle time. */
  totalMs: number;
}

export const BOUNDS: Bounds = {
  reachMs: 4_000,
  handshakeMs: 5_000,
  pongMs: 3_000,
  answerMs: 4_000,
  afterMs: 1_500,
  idleMs: 1_000,
  totalMs: 12_000,
};

/** What the other side may send in one experiment: enough for a busy feed, and few enough to keep. */
export const MOST_FRAMES = 5_000;
export const MOST_WIRE_BYTES = 8 * 1024 ** 2;
