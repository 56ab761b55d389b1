/** What runs in a sandbox process: waits for a handler, serves it on the connections that it is handed, and tells how it fares. */
import { Socket } from 'node:net';
import { runningHandlers, serveAsync } from '../../dialects/async/serve.ts';
import type { Dialect } from '../../dialects/dialect.ts';
import type { Served } from '../../dialects/served.ts';
import { serveWs } from '../../dialects/ws/serve.ts';
import type { ToProcess } from '../messages.ts';
import { closeRuntime, guardCommands, listen, tell } from './channel.ts';
import { installClock, nowMs, timerCount } from './clock.ts';
import { progress, track } from './connections.ts';
import { endsWith } from './ending.ts';
import { loadHandler } from './load.ts';
import { comeToRest, jumpUntil, watchForRest } from './rest.ts';
import { captureOutput, locate, testify, watchEndings } from './testimony.ts';
import { watchWhereabouts, watchWrites } from './whereabouts.ts';

let served: Served | undefined;

// What the runtime or bubblewrap put there says nothing about a server.
for (const name of Object.keys(process.env)) delete process.env[name];
closeRuntime();
watchForRest();
watchWhereabouts();
installClock();
captureOutput();
watchEndings();
process.setSourceMapsEnabled(true);
process.on('uncaughtExceptionMonitor', (thrown, origin) => {
  testify({ kind: 'uncaught', error: locate(thrown), origin: origin === 'unhandledRejection' ? 'rejection' : 'exception' });
});
listen(onMessage);

function onMessage(message: ToProcess, sent: Socket | undefined): void {
  if (message.type === 'load') void load(message.code, message.dialect);
  else if (message.type === 'connection') accept(message.name, sent ?? new Socket({ fd: message.fd }));
  else if (message.type === 'stats')
    tell({ type: 'stats', ticket: message.ticket, stats: { handlers: runningHandlers(), timers: timerCount() } });
  else if (message.type === 'rest') rest(message.ticket, message.untilMs);
}

async function load(code: string, dialect: Dialect): Promise<void> {
  guardCommands();
  try {
    const exported = await loadHandler(code, dialect);
    served = serve(exported, dialect);
    endsWith(served);
    tell({ type: 'loaded' });
  } catch (thrown) {
    // Outside the promise, so that it ends the process as an error in a program's main module does.
    setImmediate(() => {
      throw thrown;
    });
  }
}

function serve(exported: unknown, dialect: Dialect): Served {
  if (typeof exported !== 'function')
    throw new TypeError(`Expected the module to export a function as its default, got ${typeof exported}.`);
  return dialect === 'async'
    ? serveAsync(exported as Parameters<typeof serveAsync>[0])
    : serveWs(exported as Parameters<typeof serveWs>[0]);
}

function accept(name: string, socket: Socket): void {
  socket.setNoDelay(true);
  track(name, socket);
  watchWrites(socket);
  served?.accept(socket);
}

function rest(ticket: number, untilMs: number | undefined): void {
  const done = () => tell({ type: 'rested', ticket, nowMs: nowMs(), progress: progress() });
  if (untilMs === undefined) comeToRest(done);
  else jumpUntil(untilMs, done);
}
