/** How a connection ended, as far as the order of things on the wire tells it from outside. Pure. */
import type { EventOf } from '../timeline/timeline.ts';
import type { Findings } from './findings.ts';

export type Ended =
  /** Before anybody had said anything, and before it had proved that it stays. */
  | 'at once'
  /** While both sides were silent, after it had proved that it stays. */
  | 'in silence'
  /** After a message that nothing was said to. */
  | 'after a message'
  /** After a message and an answer to it. */
  | 'after an answer';

/** Round trips after which a connection counts as one that stays: whoever ends it at once has had its turns. */
const STAYS = 2;
/** And the time after which it does where no pings were sent, in milliseconds. */
const STAYS_MS = 1_000;

/** When the other side ended a connection that it had accepted; undefined where it did not, or nothing is known from outside. */
export function endedFromOutside({ outside, accepted, closed }: Findings): { when: Ended; closed: EventOf<'closed'> } | undefined {
  if (!outside || !accepted || closed?.by !== 'handler') return undefined;
  const stayed = outside.pinged ? outside.roundTrips > STAYS : closed.atMs - accepted.atMs >= STAYS_MS;
  const silent = stayed ? 'in silence' : 'at once';
  return { when: outside.message ? (outside.answered ? 'after an answer' : 'after a message') : silent, closed };
}

/**
 * What a server sends by itself when a handler has ended, whatever the reason: no close frame, or 1000 without a word. Hypercorn sends
 * 1011 then, also where nothing failed.
 */
export function isServersOwnEnd({ received }: EventOf<'closed'>, accepted: Findings['accepted']): boolean {
  if (received === undefined) return true;
  const isHypercorns = received.code === 1011 && (accepted?.headers?.server ?? '').startsWith('hypercorn');
  return received.reason === '' && (received.code === 1000 || isHypercorns);
}
