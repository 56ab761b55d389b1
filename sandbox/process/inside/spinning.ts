/**
 * Says where a handler is that keeps the event loop from turning with promises alone. The runtime's own way of saying it, a stack on
 * SIGINT, is taken between two microtasks there and is empty (measured on Node 26.10); a promise is made in its maker's stack.
 */
import v8 from 'node:v8';
import { tell } from './channel.ts';
import { placeIn } from './testimony.ts';

/** So many promises in one turn of the event loop are told, and as many again each time. No lesson's handler makes a thousand. */
const PROMISES = 100_000;

let madeThisTurn = 0;

export function watchForSpinning(): void {
  v8.promiseHooks.onInit(() => {
    madeThisTurn += 1;
    if (madeThisTurn % PROMISES === 0) tell({ type: 'spinning', at: placeIn(stackHere()) });
  });
  process.on('newListener', (event) => {
    if (event === 'SIGINT') tell({ type: 'catches-interrupts' });
  });
}

/** The event loop turns. */
export function turned(): void {
  madeThisTurn = 0;
}

/** Learner code may have broken stack traces. */
function stackHere(): string {
  try {
    return String(new Error().stack);
  } catch {
    return '';
  }
}
