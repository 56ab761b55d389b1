/**
 * The end that a process comes to by itself. The commands of the workshop keep it alive; once nothing of the handler's does, they
 * no longer may, and the end is the answer to whoever asked for rest.
 */
import type { Served } from '../../dialects/served.ts';
import { holdTheProcess } from './channel.ts';
import { timersKeepAlive } from './clock.ts';

const setRealImmediate = globalThis.setImmediate;
let served: Served | undefined;

/** From now on the process may end when this does. */
export function endsWith(handler: Served): void {
  served = handler;
}

/** Calls back, unless the process ends now as it would without the workshop. To be called at rest. */
export function unlessItEnds(goOn: () => void): void {
  if (!mayEnd()) return goOn();
  const alive = () => {
    process.off('beforeExit', ending);
    clearImmediate(nextTurn);
    holdTheProcess(true);
    goOn();
  };
  // After the handler's own listeners, which may begin something new.
  const ending = () => process.nextTick(() => mayEnd() || alive());
  holdTheProcess(false);
  // Runs only in an event loop that something else keeps alive.
  const nextTurn = setRealImmediate(alive).unref();
  process.once('beforeExit', ending);
}

/** Connections, and work in the thread pool, are for the event loop to tell. */
function mayEnd(): boolean {
  return served !== undefined && !served.keepsAlive() && !timersKeepAlive();
}
