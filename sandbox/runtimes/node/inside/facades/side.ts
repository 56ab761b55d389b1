/** What the harness asks of its own side of the learner's realm: to load a handler, to serve it, to call its timers. */
import { Socket } from 'node:net';
import { serveAsync } from '../../dialects/async/serve.ts';
import type { Host as DialectsHost } from '../../dialects/host.ts';
import type { Served } from '../../dialects/served.ts';
import { serveWs } from '../../dialects/ws/serve.ts';
import type { Harness } from '../harness/harness.ts';
import type { LearnersSide } from '../harness/host.ts';
import { stackHere } from './host.ts';
import type { Exported } from './load.ts';
import { readError } from './read-error.ts';
import { endOfFunction, inSource } from './source-map.ts';
import { watchRuns, watchWrites } from './streams.ts';
import type { Timers } from './timers.ts';

export interface Parts {
  harness: Harness;
  fire: Timers['fire'];
  loadHandler(code: string, dialect: string): Promise<Exported>;
}

const { setImmediate } = globalThis;
const { nextTick, once, off } = process;
const { apply } = Reflect;

/** `parts` gives what is made only when the harness is there; the harness asks for nothing before it listens. */
export function createSide(parts: () => Parts): LearnersSide {
  let served: Served | undefined;
  const nodeWouldEnd = () => parts().harness.nodeWouldEnd();
  // After the handler's own listeners, which may begin something new.
  const beforeExit = () => void apply(nextTick, process, [nodeWouldEnd]);

  const load = async (code: string, dialect: string) => {
    const { harness, loadHandler } = parts();
    try {
      served = serve(await loadHandler(code, dialect), dialect, harness);
      harness.loaded();
    } catch (thrown) {
      // Outside the promise, so that it ends the process as an error in a program's main module does.
      setImmediate(() => {
        throw thrown;
      });
    }
  };

  return {
    relays: { turn: () => parts().harness.relayed(), check: () => parts().harness.checkCommands() },
    load: (code, dialect) => void load(code, dialect),
    connect: (fd) => new Socket({ fd }),
    accept(socket) {
      socket.setNoDelay(true);
      watchWrites(socket, parts().harness);
      served?.accept(socket);
    },
    fire: (timer) => parts().fire(timer),
    watchRuns: (maker) => watchRuns(maker, parts().harness),
    runningHandlers: () => served?.runningHandlers() ?? 0,
    keepsAlive: () => served?.keepsAlive() ?? true,
    watchForTheEnd(watch) {
      // The channel by which connections come where they cannot be inherited.
      if (watch) process.channel?.unref();
      else process.channel?.ref();
      apply(watch ? once : off, process, ['beforeExit', beforeExit]);
    },
    stackHere,
    inSource,
  };
}

function serve({ default: exported, settings }: Exported, dialect: string, harness: Harness): Served {
  return dialect === 'async' ? serveAsync(exported, settings, hostOfDialects(harness)) : serveWs(exported);
}

/** Frozen and without a prototype: a handler that comes by it can change nothing of it. */
function hostOfDialects(harness: Harness): DialectsHost {
  const host: DialectsHost = {
    started: (socket, clientId) => harness.handlerStarted(socket, clientId),
    returned(socket, handler) {
      const at = endOfFunction(handler);
      harness.handlerReturned(socket, at?.line, at?.column);
    },
    threw(socket, thrown) {
      const { name, message, stack, place } = readError(thrown);
      harness.handlerThrew(socket, name, message, stack, place);
      return stack;
    },
    makes: (call, by) => harness.makes(call, by),
    neverAwaited: (name, call) => harness.neverAwaited(name, call),
    readsTwice: (socket) => harness.readsTwice(socket),
    begins: (call) => harness.begins(call),
    hasBegun: () => harness.callHasWritten(),
  };
  return Object.freeze(Object.assign(Object.create(null), host));
}
