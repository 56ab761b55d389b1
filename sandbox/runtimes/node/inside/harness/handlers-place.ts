/**
 * Where the handler is, for the sentence of a limit.
 *
 * A loop that spins says it by the runtime's own stack on SIGINT. That stack is empty between two microtasks, and in a handler that
 * floods from timers or between awaits (measured on Node 26.10). So whoever makes very many promises in one turn of the event loop, or
 * writes very much, is looked at where it does so.
 */
import { WIRE_BYTES, WIRE_FRAMES } from '../../../../system/limits.ts';
import type { SourceLocation } from '../../../../timeline/testimony.ts';
import { placeIn } from '../stack-text.ts';
import { tell } from './channel.ts';
import { host } from './host.ts';
import { type Called, type Stack, takeStack } from './stacks.ts';
import { callWrites } from './writers.ts';

/** So many promises in one turn of the event loop are told, and as many again each time. No lesson's handler makes a hundred. */
const PROMISES = 10_000;
/** So many calls lead from a line of the learner's, by way of another function and of the method, to what makes a call of the dialect's. */
const TO_A_CALL = 4;
/** And so many to a write on a socket, by way of the library, of what stands around it, and of Node. */
const TO_A_WRITE = 24;
/** Not each of them is made by the handler itself: so many are looked at. */
const TRIES = 50;

let madeThisTurn = 0;
let triesLeft = 0;
let writes = 0;
let writtenBytes = 0;
/** Where each call of the dialect's was made, and the one that began last. */
const calls = new WeakMap<object, Stack>();
let lastCall: Stack | undefined;

export function watchPlace(): void {
  host.onPromiseInit(() => {
    madeThisTurn += 1;
    if (madeThisTurn % PROMISES === 0) triesLeft = TRIES;
    if (triesLeft === 0) return;
    triesLeft -= 1;
    const at = placeIn(host.stackHere());
    if (!at) return;
    triesLeft = 0;
    tell({ type: 'seen', doing: 'promising', at });
  });
}

export function catchesInterrupts(): void {
  tell({ type: 'catches-interrupts' });
}

/** The event loop turns. */
export function turned(): void {
  madeThisTurn = 0;
  triesLeft = 0;
}

/** A call of the dialect's is made, by this function of the dialect's, and begins later. */
export function makes(call: object, by: Called): void {
  calls.set(call, takeStack(TO_A_CALL, by));
}

/** It begins: what is written now was asked for where it was made. */
export function begins(call: object): void {
  lastCall = calls.get(call);
  if (lastCall) callWrites(lastCall);
}

/** Where it was made, as a text. */
export function madeAt(call: object): string {
  return host.inSource(calls.get(call)?.stack ?? '');
}

/** Where the call was made that began last. */
export function placeOfCall(): SourceLocation | undefined {
  return placeIn(host.inSource(lastCall?.stack ?? ''));
}

/** Tells once where the handler is when it has written as much as a run may: a frame is one write or two. */
export function wrote(bytes: number): void {
  const before = tooMuch();
  writes += 1;
  writtenBytes += bytes;
  if (before || !tooMuch()) return;
  tell({ type: 'seen', doing: 'writing', at: placeIn(host.inSource(takeStack(TO_A_WRITE).stack ?? '')) ?? placeOfCall() });
}

function tooMuch(): boolean {
  return writes > WIRE_FRAMES || writtenBytes > WIRE_BYTES;
}
