/**
 * One TCP connection of the tap and the one to the backend that belongs to it. Bytes go to and fro as they come, each way no faster than
 * the other side takes them; an end of one side is an end on the other, and so is a reset. A copy is read along: after the bytes were
 * handed on, and whatever comes of it, the relay goes on.
 */
import type { Socket } from 'node:net';
import type { StreamEnd } from '../timeline/timeline.ts';
import type { ReadAlong, Side } from './read-along.ts';

export function relay(client: Socket, backend: Socket, reading: ReadAlong): void {
  const read = (act: () => void) => {
    try {
      act();
    } catch {
      reading.giveUp('fault');
    }
  };
  const ended = (side: Side, end: StreamEnd) => read(() => reading.ended(side, end));
  const passOn = (side: Side, from: Socket, to: Socket) => {
    from.on('data', (bytes: Buffer) => {
      if (!to.destroyed && !to.write(bytes)) from.pause();
      read(() => reading.take(side, bytes));
    });
    to.on('drain', () => from.resume());
    from.on('end', () => {
      to.end();
      ended(side, 'fin');
    });
    from.on('error', () => {
      to.resetAndDestroy();
      ended(side, 'rst');
    });
    from.on('close', () => {
      // Without an error both sides have ended it; nobody takes what is still to come for it.
      if (!to.destroyed) to.resume();
    });
  };
  passOn('client', client, backend);
  passOn('backend', backend, client);
}
