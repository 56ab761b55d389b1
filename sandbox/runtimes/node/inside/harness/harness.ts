/** The harness: waits for a handler, has it served on the connections that it is handed, and tells how it fares. */
import type { Socket } from 'node:net';
import type { ToProcess } from '../../../../process/messages.ts';
import { checkCommands, guardCommands, listen, tell } from './channel.ts';
import { cancel, hold, nextTimerMs, nowMs, readClock, refresh, schedule, sleepSync, timerCount } from './clock.ts';
import { progress, rehearseLooking, track } from './connections.ts';
import { mayEndFromNowOn, nodeWouldEnd } from './ending.ts';
import { begins, catchesInterrupts, makes, watchPlace, wrote } from './handlers-place.ts';
import { type Host, host, receive } from './host.ts';
import { callBegins, callGave, callIsOver, compresses } from './pending.ts';
import { comeToRest, immediateCount, jumpUntil, jumpWhile, watchForRest } from './rest.ts';
import { ownStacks } from './stacks.ts';
import {
  ending,
  forgetOutput,
  handlerReturned,
  handlerStarted,
  handlerThrew,
  neverAwaited,
  output,
  readsTwice,
  uncaught,
} from './testimony.ts';
import { relayed } from './turns.ts';
import { callHasWritten, libraryBegins, methodBegins, methodEnds, newWriters, noteWriter, rehearseNoting } from './writers.ts';

/** What the learner's side may ask or say. It gives strings, numbers and nothing else, and is for that side alone. */
const HARNESS = {
  listen: begin,
  loaded,
  /** A connection that came by Node's own channel. */
  accept,
  // The clock.
  readClock,
  schedule,
  cancel,
  refresh,
  hold,
  sleepSync,
  // Testimony.
  output,
  handlerStarted,
  handlerReturned,
  handlerThrew,
  neverAwaited,
  readsTwice,
  uncaught,
  ending,
  makes,
  begins,
  wrote,
  // Who writes.
  callHasWritten,
  libraryBegins,
  methodBegins,
  methodEnds,
  noteWriter,
  callBegins,
  callGave,
  callIsOver,
  compresses,
  catchesInterrupts,
  // What only says that a moment may have come.
  relayed,
  checkCommands,
  nodeWouldEnd,
};

export type Harness = typeof HARNESS;

/** The one thing that this realm gives to the other. */
export function start(given: Host): Harness {
  receive(given);
  // Whoever throws here is found by the learner's side; and Node would ask that realm's Error what a stack should look like.
  ownStacks();
  watchForRest();
  watchPlace();
  return HARNESS;
}

/** Rests before it listens, as it will in a run: so that this, too, has been rehearsed. */
function begin(): void {
  rehearseLooking(host.rehearsed);
  rehearseNoting(host.rehearsed);
  comeToRest(() =>
    comeToRest(() => {
      forgetOutput();
      listen(onMessage);
    }),
  );
}

let isLoading = false;

function loaded(): void {
  isLoading = false;
  mayEndFromNowOn();
  tell({ type: 'loaded' });
}

function onMessage(message: ToProcess): void {
  if (message.type === 'load') load(message);
  else if (message.type === 'connection') connect(message);
  else if (message.type === 'stats')
    tell({ type: 'stats', ticket: message.ticket, stats: { handlers: host.runningHandlers(), timers: timerCount() + immediateCount() } });
  else if (message.type === 'rest') rest(message);
}

function load({ code, dialect }: Extract<ToProcess, { type: 'load' }>): void {
  guardCommands();
  isLoading = true;
  host.load(code, dialect);
  jumpWhile(() => isLoading);
}

function connect({ name, fd }: Extract<ToProcess, { type: 'connection' }>): void {
  if (fd !== undefined) accept(name, host.connect(fd));
}

function accept(name: string, socket: Socket): void {
  track(name, socket);
  host.accept(socket);
}

function rest({ ticket, untilMs }: Extract<ToProcess, { type: 'rest' }>): void {
  const done = () => tell({ type: 'rested', ticket, nowMs: nowMs(), progress: progress(), writers: newWriters(), nextMs: nextTimerMs() });
  if (untilMs === undefined) comeToRest(done);
  else jumpUntil(untilMs, done);
}
