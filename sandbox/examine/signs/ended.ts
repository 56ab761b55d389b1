/** Messages at which the handler ended its connection, without a word or without a code. */

import type { EventOf } from '../../timeline/timeline.ts';
import { words } from '../experiments/words.ts';
import { isCutOff, type Tried } from '../learn.ts';
import { suspect } from '../suspicion.ts';
import type { Found, Known } from './sign.ts';

/**
 * A message whose values were made up may be one that no client sends. Where the same one with other values is taken, it has shown no fault;
 * where another message is answered again and again, it is told last.
 */
export function ended(known: Known): Found[] {
  const played = known.runs.get(words.id);
  if (!played || played.verdict.kind === 'limit-exceeded') return [];
  const speaks = known.tried.some(({ first, second, lived }) => lived && first > 0 && second > 0);
  const hangsUp = !known.tried.some(({ lived }) => lived) && known.tried.some(hangsUpAfterAnswer);
  return known.tried
    .filter(({ heard: { closed } }) => closed !== undefined && closed.by !== 'probe' && !isServers(closed))
    .flatMap((tried) => {
      const { heard, word } = tried;
      const isGiven = word.from === 'the message that was given';
      const suspicion = {
        connection: heard.connection,
        expected: `the connection to live on after ${word.shown}`,
        observed: isCutOff(tried) ? 'the connection ended with no close frame (1006)' : 'the handler closed the connection',
        observedKind: 'ended',
      } as const;
      const isRemark =
        !isGiven && (word.formOf !== undefined || known.tried.some((other) => other.word.formOf === word.shown && other.lived));
      return suspect(played, suspicion).map((found) => ({
        ...found,
        experiment: words.id,
        ...(isRemark || (found.cause === 'closed-on-purpose' && !hangsUp) ? { isRemark: true as const } : {}),
        ...(speaks && !isGiven ? { isLast: true as const } : {}),
      }));
    });
}

/** It answered, and said an ordinary goodbye that nobody had asked for. */
function hangsUpAfterAnswer({ first, heard: { closed } }: Tried): boolean {
  return first > 0 && closed?.by === 'handler' && closed.received?.code === 1000;
}

/** uvicorn's own: nothing of the handler's had to do with it but that it did not read. */
function isServers({ received }: EventOf<'closed'>): boolean {
  return received?.code === 1011 && /keepalive ping timeout/.test(received.reason);
}
