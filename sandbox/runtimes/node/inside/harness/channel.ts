/**
 * The sandbox process's end of the channel to the workshop, out of the learner's reach.
 *
 * Learner code shares this process and its descriptors. So what is told carries a key that only this realm and the workshop know, and
 * what comes in is read from the handle below a socket: a socket would pass each command through functions that a handler can replace.
 */

import type { FromProcess, ToProcess } from '../../../../process/messages.ts';
import { COMMAND_FD, TELL_FD } from '../../../../system/descriptors.ts';
import { CHANNEL_EXIT } from '../../../../system/limits.ts';
import { host } from './host.ts';

const NEW_LINE = 10;

/** Written before this returns; blocks while the workshop has not read what was told before. */
export function tell(message: FromProcess): void {
  const line = `${host.key}${JSON.stringify(message)}\n`;
  if (!isListening) return;
  try {
    host.writeSync(TELL_FD, line);
  } catch (failure) {
    // Where the handler's stack is full nothing was written, and the handler learns of it.
    if (!isOfSystem(failure)) throw failure;
    // The handler has closed the channel, or the workshop has gone: either way nobody hears anything more.
    host.reallyExit(CHANNEL_EXIT);
  }
}

function isOfSystem(failure: unknown): boolean {
  return typeof failure === 'object' && failure !== null && 'code' in failure;
}

/** Nobody hears of what the process says to itself before it listens. */
let isListening = false;

/** Calls back for each message, in order, and ends the process when the workshop has gone. The first thing told is the key. */
export function listen(onMessage: (message: ToProcess) => void): void {
  ownInode = host.fstatSync(COMMAND_FD).ino;
  let unread = new Uint8Array(0);
  host.commands.onread = (bytes) => {
    if (bytes === undefined) return leave();
    const came = joined(unread, new Uint8Array(bytes));
    const end = came.lastIndexOf(NEW_LINE) + 1;
    unread = came.subarray(end);
    for (const line of host.decode(came.subarray(0, end)).split('\n')) if (line !== '') take(JSON.parse(line) as ToProcess, onMessage);
  };
  host.commands.readStart();
  isListening = true;
  tell({ type: 'ready' });
}

function take(message: ToProcess, onMessage: (message: ToProcess) => void): void {
  if (message.type === 'leave') host.reallyExit(CHANNEL_EXIT);
  onMessage(message);
}

function joined(first: Uint8Array<ArrayBuffer>, second: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  if (first.length === 0) return second;
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}

/** The workshop has gone, or the handler has closed the descriptor. */
function leave(): never {
  checkCommands();
  return host.reallyExit(0);
}

/** Whether waiting for messages keeps the process alive, as it does from the begin. */
export function holdTheProcess(hold: boolean): void {
  host.hold(hold);
}

let ownInode: number | undefined;
/** How often the commands are looked after while a handler is there, in milliseconds of real time. */
const CHECK_MS = 50;

/** From now on the process ends when the handler has closed what it is commanded on: it would wait for ever. */
export function guardCommands(): void {
  host.setInterval(host.relays.check, CHECK_MS).unref();
}

export function checkCommands(): void {
  try {
    if (host.fstatSync(COMMAND_FD).ino === ownInode) return;
  } catch {}
  host.reallyExit(CHANNEL_EXIT);
}
