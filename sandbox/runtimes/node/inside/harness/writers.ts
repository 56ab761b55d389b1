/**
 * Which line of the handler's writes which bytes of a connection. It stands beside a frame for whoever looks at it, and nothing is judged
 * by it; so it rides on messages that are sent anyway, and where there is too much of it the rest is left out.
 */
import type { Socket } from 'node:net';
import { WRITERS } from '../../../../system/limits.ts';
import type { Writer } from '../../../../timeline/testimony.ts';
import { placeIn } from '../stack-text.ts';
import { nameOf } from './connections.ts';
import { read } from './host.ts';
import { type Called, type Stack, takeStack } from './stacks.ts';

/** How many calls may lead from a line of the learner's to a socket that it writes on by way of Node. */
const TO_THE_SOCKET = 14;
/** To look at one call takes some 10 µs, and at ten 30 (measured on Node 26.10, in a run): no flood is looked at whole. */
const LOOKS = 2_000;
const NOBODYS: Stack = { stack: '' };

/** Whose what is written now is; undefined: that is to be seen at the socket. */
let writing: Stack | undefined;
/** A call of the dialect's has said so, and knows better than who looks. */
let isCall = false;
/** By connection: the place of who has written last, as a text. */
const last = new Map<string, string>();
let looks = 0;
let noted = 0;
let untold: Writer[] = [];

/** A call of the dialect's begins to write, that was made there. */
export function callWrites(made: Stack): void {
  writing = made;
  isCall = true;
}

export function callHasWritten(): void {
  writing = undefined;
  isCall = false;
}

/** A method of the library's that may write was called; not by the library itself, so that whoever called it writes. */
export function methodBegins(method: Called): void {
  looks += 1;
  if (!isCall) writing = looks > LOOKS ? NOBODYS : takeStack(1, method);
}

export function methodEnds(): void {
  if (!isCall) writing = undefined;
}

/** A method of the library's was called by the library itself: nobody else writes until `methodEnds`. */
export function libraryBegins(): void {
  if (!isCall) writing = NOBODYS;
}

/** Something is about to be written on this socket. */
export function noteWriter(socket: Socket): void {
  const connection = nameOf(socket);
  if (connection === undefined) return;
  const place = noted < WRITERS ? placeOfWriter() : '';
  if (place === (last.get(connection) ?? '')) return;
  last.set(connection, place);
  noted += 1;
  untold.push({ connection, from: read.totalWritten(socket), at: placeIn(place) });
}

const REHEARSED_WRITES = 100;

/** Notes as often as a run does who writes on a socket that is looked at as a connection; nothing of it stays. */
export function rehearseNoting(socket: Socket): void {
  for (let count = 0; count < REHEARSED_WRITES; count++) {
    if (count % 2 === 0) methodBegins(rehearseNoting);
    noteWriter(socket);
    methodEnds();
    last.set(nameOf(socket) ?? '', 'handler.ts:1:1');
    JSON.stringify(newWriters());
  }
  last.clear();
  looks = 0;
  noted = 0;
}

function placeOfWriter(): string {
  if (writing) return writing.stack ?? '';
  looks += 1;
  return looks > LOOKS ? '' : (takeStack(TO_THE_SOCKET).stack ?? '');
}

/** Those that were not told yet: each answer has to be told. */
export function newWriters(): Writer[] | undefined {
  if (untold.length === 0) return undefined;
  const told = untold;
  untold = [];
  return told;
}
