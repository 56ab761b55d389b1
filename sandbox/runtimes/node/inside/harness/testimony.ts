/**
 * What this process tells about itself: output, and what became of the handler.
 *
 * Each fact is made here, of strings and numbers: an object of the learner's realm would say what that realm's prototypes say.
 */

import { OUTPUT_BYTES, OUTPUT_EXIT, PIECE_CHARACTERS, WRITE_BYTES } from '../../../../system/limits.ts';
import type { Testimony } from '../../../../timeline/testimony.ts';
import { placeIn, readable } from '../stack-text.ts';
import { tell } from './channel.ts';
import { nowMs } from './clock.ts';
import { nameOf, progress } from './connections.ts';
import { madeAt, placeOfCall } from './handlers-place.ts';
import { host } from './host.ts';
import { newWriters } from './writers.ts';

let told = 0;
let outputBytes = 0;

/** How much has been told so far. */
export function toldCount(): number {
  return told;
}

/** What was written in the rehearsal is none of the handler's. */
export function forgetOutput(): void {
  outputBytes = 0;
}

/** Where its place in the order of things is known. */
export function output(stream: 'stdout' | 'stderr', text: string): void {
  outputBytes += Math.max(text.length, WRITE_BYTES);
  const isTooMuch = outputBytes > OUTPUT_BYTES;
  const at = isTooMuch ? placeIn(host.stackHere()) : undefined;
  // One character more than a run may write is enough to be too much.
  const told = readable(text.slice(0, OUTPUT_BYTES + 1));
  for (let from = 0; from < Math.max(1, told.length); from += PIECE_CHARACTERS)
    testify({ kind: 'output', stream, text: told.slice(from, from + PIECE_CHARACTERS), ...(at ? { at } : {}) });
  // A loop that never waits fills the channel, and then the workshop learns nothing more: so this side ends it, too.
  if (isTooMuch) host.exit(OUTPUT_EXIT);
}

export function handlerStarted(socket: object, clientId: string): void {
  testify({ kind: 'handler-started', clientId }, nameOf(socket));
}

/** `line` and `column` are those of its end, where they are known. */
export function handlerReturned(socket: object, line: number | undefined, column: number | undefined): void {
  testify({ kind: 'handler-returned', at: line === undefined || column === undefined ? undefined : { line, column } }, nameOf(socket));
}

/** `place` is a text that names the learner's line, where one does. */
export function handlerThrew(socket: object, name: string, message: string, stack: string, place: string): void {
  testify({ kind: 'handler-threw', error: { name, message, stack, at: placeIn(place) } }, nameOf(socket));
}

/** Gives where it was made, as a text. */
export function neverAwaited(name: string, call: object): string {
  const place = madeAt(call);
  testify({ kind: 'never-awaited', call: name, at: placeIn(place) });
  return place;
}

/** A second receive has just begun. */
export function readsTwice(socket: object): void {
  testify({ kind: 'reads-twice', at: placeOfCall() }, nameOf(socket));
}

export function uncaught(origin: 'exception' | 'rejection', name: string, message: string, stack: string, place: string): void {
  testify({ kind: 'uncaught', error: { name, message, stack, at: placeIn(place) }, origin });
}

/** Says where the handler ended the process, for nobody can ask it afterwards. */
export function ending(call: string): void {
  const at = placeIn(host.stackHere());
  if (at) testify({ kind: 'ending', call, at });
}

function testify(fact: Testimony, connection?: string): void {
  told += 1;
  tell({ type: 'told', fact, connection, nowMs: nowMs(), progress: progress(), writers: newWriters() });
}
