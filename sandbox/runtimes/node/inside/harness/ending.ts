/**
 * The end that a process comes to by itself. The commands of the workshop keep it alive; once nothing of the handler's does, they
 * no longer may, and the end is the answer to whoever asked for rest.
 */
import { holdTheProcess } from './channel.ts';
import { timersKeepAlive } from './clock.ts';
import { host } from './host.ts';
import { inNextTurn, takeBack } from './turns.ts';

let served = false;
/** What goes on when the process does not end. */
let alive: (() => void) | undefined;

/** From now on the process may end when the handler keeps it alive no longer. */
export function mayEndFromNowOn(): void {
  served = true;
}

/** Calls back, unless the process ends now as it would without the workshop. To be called at rest. */
export function unlessItEnds(goOn: () => void): void {
  if (!mayEnd()) return goOn();
  alive = () => {
    alive = undefined;
    host.watchForTheEnd(false);
    takeBack(nextTurn);
    holdTheProcess(true);
    goOn();
  };
  holdTheProcess(false);
  // Runs only in an event loop that something else keeps alive.
  const nextTurn = inNextTurn(() => alive?.()).unref();
  host.watchForTheEnd(true);
}

/** Node would end the process, if nothing new begins. The handler's own listeners, which may begin something, come before this. */
export function nodeWouldEnd(): void {
  if (alive && !mayEnd()) alive();
}

/** Connections, and work in the thread pool, are for the event loop to tell. */
function mayEnd(): boolean {
  return served && !host.keepsAlive() && !timersKeepAlive();
}
