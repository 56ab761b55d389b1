/** What is still under way between the probe and the handler's process, by what both have sent and read. Pure. */
import type { ProbeConnection } from './connection.ts';
import type { Rested } from './peer.ts';

/** What has to be known of a connection for that. */
export type Moving = Pick<ProbeConnection, 'isOver' | 'isReading' | 'receivedBytes' | 'sentBytes' | 'sentEnd'>;
type Connections = ReadonlyMap<string, Moving>;

/** Grows with everything that is sent to the other side, for as long as the connections are the same ones. */
export function given(connections: Connections): number {
  let sum = 0;
  for (const { sentBytes, sentEnd } of connections.values()) sum += sentBytes + (sentEnd ? 1 : 0);
  return sum;
}

/** Something was sent that has not been read on the other side, in either direction. */
export function isInFlight(connections: Connections, rested: Rested): boolean {
  return [...connections].some(([name, connection]) => {
    const theirs = rested.progress[name];
    // It has not taken this connection yet; while it is deaf, it will not.
    if (theirs === undefined) return !connection.isOver && rested.blockedUntilMs === undefined;
    return isComing(connection, theirs) || isUnsent(connection, theirs) || isGoing(connection, theirs, rested);
  });
}

/** The handler has written what has not come yet. */
export function isComingToAny(connections: Connections, rested: Rested): boolean {
  return [...connections].some(([name, connection]) => isComing(connection, rested.progress[name]));
}

type Theirs = Rested['progress'][string] | undefined;

function isComing(connection: Moving, theirs: Theirs): boolean {
  if (!theirs || !connection.isReading) return false;
  return connection.receivedBytes < theirs.written || theirs.writeEnded;
}

/** The handler waits for the wire to take the rest: it has read on here, and goes on over there. */
function isUnsent(connection: Moving, theirs: NonNullable<Theirs>): boolean {
  return theirs.unsent && connection.isReading;
}

function isGoing(connection: Moving, theirs: NonNullable<Theirs>, { blockedUntilMs }: Rested): boolean {
  if (!theirs.reading || blockedUntilMs !== undefined) return false;
  return connection.sentBytes > theirs.read || (connection.sentEnd && !theirs.readEnded);
}
