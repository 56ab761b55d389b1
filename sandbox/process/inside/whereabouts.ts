/**
 * Where the handler is, for the sentence of a limit.
 *
 * A loop that spins says it by the runtime's own stack on SIGINT. That stack is empty between two microtasks, and in a handler that
 * floods from timers or between awaits (measured on Node 26.10). So whoever makes very many promises in one turn of the event loop, or
 * writes very much, is looked at where it does so.
 */
import type { Socket } from 'node:net';
import v8 from 'node:v8';
import { WIRE_BYTES, WIRE_FRAMES } from '../limits.ts';
import { tell } from './channel.ts';
import { placeIn } from './testimony.ts';

/** So many promises in one turn of the event loop are told, and as many again each time. No lesson's handler makes a hundred. */
const PROMISES = 10_000;
/** Not each of them is made by the handler itself: so many are looked at. */
const TRIES = 50;

let madeThisTurn = 0;
let triesLeft = 0;
let writes = 0;
let writtenBytes = 0;
let lastCall: Error | undefined;

export function watchWhereabouts(): void {
  v8.promiseHooks.onInit(() => {
    madeThisTurn += 1;
    if (madeThisTurn % PROMISES === 0) triesLeft = TRIES;
    if (triesLeft === 0) return;
    triesLeft -= 1;
    const at = placeIn(stackOf(new Error()));
    if (!at) return;
    triesLeft = 0;
    tell({ type: 'seen', doing: 'promising', at });
  });
  process.on('newListener', (event) => {
    if (event === 'SIGINT') tell({ type: 'catches-interrupts' });
  });
}

/** The event loop turns. */
export function turned(): void {
  madeThisTurn = 0;
  triesLeft = 0;
}

/** A call of the dialect's begins: its own stack is where it was made, for what it writes is written later. */
export function begins(made: Error): void {
  lastCall = made;
}

/** Tells once where the handler is when it has written as much as a run may: a frame is one write or two. */
export function watchWrites(socket: Socket): void {
  const write = socket.write;
  socket.write = function (this: Socket, ...given: unknown[]) {
    const [chunk] = given as [string | Uint8Array | undefined];
    const before = tooMuch();
    writes += 1;
    writtenBytes += chunk?.length ?? 0;
    if (!before && tooMuch()) tell({ type: 'seen', doing: 'writing', at: placeIn(stackOf(new Error())) ?? placeIn(stackOf(lastCall)) });
    return write.apply(this, given as Parameters<typeof write>);
  } as typeof write;
}

function tooMuch(): boolean {
  return writes > WIRE_FRAMES || writtenBytes > WIRE_BYTES;
}

/** Learner code may have broken stack traces. */
function stackOf(error: Error | undefined): string {
  try {
    return String(error?.stack);
  } catch {
    return '';
  }
}
