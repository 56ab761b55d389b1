/** What the wire alone shows of a handler of which nothing tells from inside: a backend elsewhere, or a capture. Pure. */
import type { EventOf, TimelineEvent } from '../timeline/timeline.ts';

export interface Outside {
  /** The last message that was sent on that connection. */
  message?: EventOf<'frame-sent'>;
  /** What came on it after that message, and before it ended. */
  answered: boolean;
  /** Pongs that came on it before it ended. */
  roundTrips: number;
  /** It was asked with pings whether it stays: a capture has none. */
  pinged: boolean;
  /** Other connections that were dropped after that message, with no close frame. */
  dropped: EventOf<'closed'>[];
  /** Somebody else was refused by the port after that connection had opened. */
  gone?: EventOf<'connect-failed'>;
}

export function lookFromOutside(timeline: readonly TimelineEvent[], connection: string): Outside {
  const own = timeline.filter((event) => event.connection === connection);
  const accepted = own.find(({ kind }) => kind === 'handshake-accepted');
  const message = own.findLast((event): event is EventOf<'frame-sent'> => event.kind === 'frame-sent' && isData(event));
  const came = own.filter((event): event is EventOf<'frame-received'> => event.kind === 'frame-received');
  const isLater = ({ seq }: TimelineEvent) => seq > (message?.seq ?? Number.POSITIVE_INFINITY);
  return {
    message,
    answered: came.some((event) => isLater(event) && isData(event)),
    roundTrips: came.filter(({ opcode }) => opcode === 'pong').length,
    pinged: own.some((event) => event.kind === 'frame-sent' && event.opcode === 'ping'),
    dropped: timeline.filter(
      (event): event is EventOf<'closed'> =>
        event.kind === 'closed' && event.connection !== connection && isLater(event) && event.by === 'handler' && !event.received,
    ),
    gone: timeline.find(
      (event): event is EventOf<'connect-failed'> =>
        event.kind === 'connect-failed' && event.why === 'port-refused' && event.seq > (accepted?.seq ?? Number.POSITIVE_INFINITY),
    ),
  };
}

function isData({ opcode }: { opcode: string }): boolean {
  return opcode === 'text' || opcode === 'binary' || opcode === 'continuation';
}
