/** The connections that this process was given, and how far each has come. */
import type { Socket } from 'node:net';
import type { ConnectionProgress, Progress } from '../messages.ts';

interface Tracked {
  socket: Socket;
  readEnded: boolean;
}

const tracked = new Map<string, Tracked>();
const names = new WeakMap<object, string>();

export function track(name: string, socket: Socket): void {
  const entry: Tracked = { socket, readEnded: false };
  socket.once('end', () => {
    entry.readEnded = true;
  });
  tracked.set(name, entry);
  names.set(socket, name);
}

/** The scenario's name for the connection on this socket. */
export function nameOf(socket: object): string | undefined {
  return names.get(socket);
}

export function progress(): Progress {
  return Object.fromEntries([...tracked].map(([name, entry]) => [name, progressOf(entry)]));
}

/** A number that changes whenever something came in or went out on any connection. */
export function traffic(): number {
  let sum = 0;
  for (const { socket, readEnded } of tracked.values()) {
    sum += socket.bytesRead + socket.bytesWritten + (readEnded ? 1 : 0) + (socket.destroyed ? 1 : 0) + (socket.writableEnded ? 1 : 0);
  }
  return sum;
}

function progressOf({ socket, readEnded }: Tracked): ConnectionProgress {
  const handle = (socket as Socket & { _handle?: { reading?: boolean } })._handle;
  return {
    read: socket.bytesRead,
    written: socket.bytesWritten,
    unsent: !socket.destroyed && socket.writableLength > 0,
    reading: !socket.destroyed && handle?.reading === true,
    readEnded: readEnded || socket.destroyed,
    writeEnded: socket.destroyed || socket.writableFinished,
  };
}
