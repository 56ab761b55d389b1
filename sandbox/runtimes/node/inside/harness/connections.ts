/**
 * The connections that this process was given, and how far each has come.
 *
 * A handler has the sockets, and what it does to them is its own affair. How far they have come is asked of libuv's handle below.
 */
import type { Socket } from 'node:net';
import type { ConnectionProgress, Progress } from '../../../../timeline/testimony.ts';
import { type Handle, host, read } from './host.ts';

interface Tracked {
  socket: Socket;
  handle: Handle;
  /** Of what it reads. */
  readState: object;
  /** As it was when it was looked at last, and as it was told last. */
  seen?: ConnectionProgress;
  ended?: boolean;
  told?: ConnectionProgress;
  /** Nothing can come of it any more. */
  isOver?: boolean;
}

const REHEARSED = 'rehearsed';
const REHEARSED_LOOKS = 200;

const tracked = new Map<string, Tracked>();
/** How often one of them was found to have moved. */
let moves = 0;
const names = new WeakMap<object, string>();

export function track(name: string, socket: Socket): void {
  tracked.set(name, { socket, handle: host.handleOf(socket), readState: host.readStateOf(socket) });
  names.set(socket, name);
}

/** Looks at a socket as at a connection, as often as a run does. */
export function rehearseLooking(socket: Socket): void {
  track(REHEARSED, socket);
  for (let look = 0; look < REHEARSED_LOOKS; look++) {
    traffic();
    JSON.stringify(progress());
    const each = tracked.get(REHEARSED);
    if (each) each.told = undefined;
  }
  tracked.delete(REHEARSED);
}

/** What the workshop calls the connection on this socket. */
export function nameOf(socket: object): string | undefined {
  return names.get(socket);
}

/** How far those connections have come that have moved since this was asked last: each answer has to be told, in its turn. */
export function progress(): Progress {
  const moved: Progress = {};
  for (const [name, each] of tracked) {
    const came = each.isOver && each.seen ? each.seen : progressOf(each);
    if (each.told && isSame(each.told, came)) continue;
    each.told = came;
    moved[name] = came;
  }
  return moved;
}

/** A number that grows whenever something came in or went out on any connection. */
export function traffic(): number {
  for (const each of tracked.values()) if (!each.isOver) look(each);
  return moves;
}

function look(each: Tracked): void {
  const came = progressOf(each);
  const ended = read.writableEnded(each.socket);
  // The system's end of it is closed, and nothing more happens.
  if (each.seen && ended === each.ended && isSame(each.seen, came)) each.isOver = came.writeEnded && read.fd(each.handle) < 0;
  else moves += 1;
  each.seen = came;
  each.ended = ended;
}

function isSame(one: ConnectionProgress, other: ConnectionProgress): boolean {
  return (
    one === other ||
    (one.read === other.read &&
      one.written === other.written &&
      one.unsent === other.unsent &&
      one.reading === other.reading &&
      one.readEnded === other.readEnded &&
      one.writeEnded === other.writeEnded)
  );
}

function progressOf({ socket, handle, readState }: Tracked): ConnectionProgress {
  const shut = read.fd(handle) < 0;
  const closed = shut || read.destroyed(socket);
  return {
    // Node keeps the number of a handle when it closes it.
    read: shut ? read.totalRead(socket) : read.bytesRead(handle),
    // With what waits on this side to be written: it stands before whatever is told from now on.
    written: read.totalWritten(socket),
    unsent: !closed && read.writableLength(socket) > 0,
    reading: !closed && handle.reading === true,
    readEnded: closed || read.ended(readState),
    writeEnded: closed || read.writableFinished(socket),
  };
}
