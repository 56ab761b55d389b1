/**
 * The connections that this process was given, and how far each has come.
 *
 * A handler has the sockets, and what it does to them is its own affair. How far they have come is asked of libuv's handle below.
 */
import type { Socket } from 'node:net';
import type { ConnectionProgress, Progress } from '../../../../process/messages.ts';
import { type Getters, type Handle, host, read } from './host.ts';

interface Tracked {
  socket: Socket;
  handle: Handle;
}

const tracked = new Map<string, Tracked>();
const names = new WeakMap<object, string>();

export function track(name: string, socket: Socket): void {
  tracked.set(name, { socket, handle: host.handleOf(socket) });
  names.set(socket, name);
}

/** What the workshop calls the connection on this socket. */
export function nameOf(socket: object): string | undefined {
  return names.get(socket);
}

export function progress(): Progress {
  return Object.fromEntries([...tracked].map(([name, entry]) => [name, progressOf(entry)]));
}

/** A number that changes whenever something came in or went out on any connection. */
export function traffic(): number {
  let sum = 0;
  for (const each of tracked.values()) {
    const states = [is(each, 'readableEnded'), isClosed(each), is(each, 'writableEnded')];
    sum += bytesRead(each) + bytesWritten(each) + states.filter(Boolean).length;
  }
  return sum;
}

function progressOf(each: Tracked): ConnectionProgress {
  const closed = isClosed(each);
  return {
    read: bytesRead(each),
    written: bytesWritten(each),
    unsent: !closed && read(host.getters.writableLength, each.socket) > 0,
    reading: !closed && each.handle.reading === true,
    readEnded: closed || is(each, 'readableEnded'),
    writeEnded: closed || is(each, 'writableFinished'),
  };
}

/** Node keeps the number of a handle when it closes it. */
function bytesRead({ socket, handle }: Tracked): number {
  return read(host.getters.fd, handle) < 0 ? read(host.getters.totalRead, socket) : read(host.getters.bytesRead, handle);
}

/** With what waits on this side to be written: it stands before whatever is told from now on. */
function bytesWritten({ socket }: Tracked): number {
  return read(host.getters.totalWritten, socket);
}

function isClosed({ socket, handle }: Tracked): boolean {
  return read(host.getters.fd, handle) < 0 || is({ socket, handle }, 'destroyed');
}

function is({ socket }: Tracked, state: keyof Getters & ('destroyed' | `${'readable' | 'writable'}${'Ended' | 'Finished'}`)): boolean {
  return read(host.getters[state], socket);
}
