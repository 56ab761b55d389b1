/** The words that feedback may ask for: lists, so that a wrong one does not compile, and is told in a pack that is not compiled. */
import type { Opcode, TimelineKind } from '../timeline/timeline.ts';

/** The ways in which an observation can differ from an expectation. */
export const OBSERVED = [
  'silence', // nothing came until the deadline, the connection still open
  'ended', // the connection ended instead
  'refused', // the opening handshake got an HTTP status instead of 101
  'no-handshake', // the opening handshake got no answer
  'hung-up', // the connection ended before the opening handshake was answered
  'no-process', // there was no process left to connect to
  'other-content', // a data frame with other content
  'other-form', // a data frame that is not of the agreed form: not JSON, or JSON instead of text
  'other-opcode', // a data frame of another opcode
  'unsolicited', // a data frame that nothing asked for
  'too-late', // it came, but only after what it had to precede
  'too-early', // it came before it could be true
  'other-close', // it ended, but with another close code, reason or in another way
  'still-open', // it did not end
  'output-missing', // the output lacks what was expected
  'output-extra', // the output holds what it should not
  'process-exited', // the process ended
  'protocol-error', // bytes that RFC 6455 forbids
  'left-behind', // handlers or timers outlived their connection
  'unreached', // no connection could be made to the address
] as const;
export type ObservedKind = (typeof OBSERVED)[number];

/**
 * Failure patterns that an examination finds (`sandbox/examine/`): it makes several experiments and compares them. A run of one scenario
 * does not tell them from a wider one, or does not show them at all.
 */
export const EXAMINED_CAUSES = [
  'dead-member',
  'cross-talk',
  'listeners-pile-up',
  'eager-reaper',
  'idle-limit',
  'id-overwritten',
  'shared-timer',
  'bytes-compared',
  'double-json',
  'messages-lost',
  'wrong-route',
  'needs-more',
] as const;

/** Failure patterns that show only where a backend is looked at from outside: on the way to it, before it, and in front of it. */
export const OUTSIDE_CAUSES = [
  'name-not-found',
  'port-refused',
  'no-tcp-answer',
  'certificate-refused',
  'tls-failed',
  'not-http',
  'wrong-accept',
  'upgrade-lost',
  'server-restarts',
  'keepalive-lost',
  'goodbye-unanswered',
] as const;

/** The named failure patterns. */
export const CAUSES = [
  'handler-returned',
  'after-goodbye',
  'handler-threw',
  'answered-once',
  'never-accepted',
  'refused-handshake',
  'no-upgrade-answer',
  'hung-up',
  'listens-late',
  'nobody-listens',
  'not-reading',
  'no-heartbeat',
  'swallowed-error',
  'never-awaited',
  'promise-sent',
  'flood',
  'loop-frozen',
  'loop-blocked',
  'process-died',
  'denied',
  'unhandled-rejection',
  'task-threw',
  'two-readers',
  'no-error-listener',
  'no-size-limit',
  'let-in',
  'unasked',
  'text-as-bytes',
  'subprotocol-mismatch',
  'wrong-form',
  'wrong-order',
  'wrong-content',
  'closed-without-code',
  'closed-on-purpose',
  'illegal-close',
  'protocol-error',
  'not-logged',
  'noisy-goodbye',
  'left-behind',
  'limit-memory',
  'limit-output',
  'limit-events',
  'limit-connections',
  'unknown',
  ...EXAMINED_CAUSES,
  ...OUTSIDE_CAUSES,
] as const;
export type CauseId = (typeof CAUSES)[number];

/** What a handler can have done: the kind of an event, or the opcode of a frame that it sent. */
export const DEEDS = [
  ...(['handshake-accepted', 'handshake-refused', 'handshake-invalid', 'protocol-error', 'closed'] as const),
  ...(['frame-received', 'continuation', 'text', 'binary', 'close', 'ping', 'pong', 'reserved'] as const),
  ...(['handler-started', 'handler-returned', 'handler-threw', 'task-threw', 'uncaught', 'never-awaited', 'ending', 'output'] as const),
  ...(['limit-exceeded', 'process-exited'] as const),
] as const satisfies readonly (TimelineKind | Opcode)[];
/** A call of a connection's that was never awaited, in the words of its dialect. */
export const CALLS = ['Connection.', 'websocket.'] as const;
export type Deed = (typeof DEEDS)[number] | `${(typeof CALLS)[number]}${string}`;
