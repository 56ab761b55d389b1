/** When a program that serves until it is told to stop is told so. */

/** npm hands on to the workshop what a terminal sends to both: within so long it is the same signal, in milliseconds. */
const SAME_SIGNAL_MS = 1_000;
const LOOK_FOR_PARENT_MS = 250;

/** Calls `stop` on the first signal, or when the npm that started it is gone; a second signal ends the process at once. */
export function onStopAsked(stop: (signal: NodeJS.Signals) => void): void {
  let askedAt: number | undefined;
  const ask = (signal: NodeJS.Signals) => {
    askedAt = performance.now();
    stop(signal);
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (askedAt === undefined) ask(signal);
    else if (performance.now() - askedAt > SAME_SIGNAL_MS) process.exit(1);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) process.on(signal, onSignal);
  if (process.env.npm_lifecycle_event !== undefined) onOrphaned(() => askedAt === undefined && ask('SIGTERM'));
}

/** A signal to npm alone ends npm and the shell below it, and goes no further: what it started sees only that its parent is gone. */
function onOrphaned(tell: () => void): void {
  const parent = process.ppid;
  const look = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(look);
    tell();
  }, LOOK_FOR_PARENT_MS);
  look.unref();
}
