/** Serves a `ws` handler: the learner's `attach` gets an HTTP server and does the rest. Runs inside the sandbox process. */
import { createServer, type Server } from 'node:http';
import type { Served } from '../served.ts';
import { runningHandlers } from './handling.ts';
import { keepsAlive, listen, take } from './listening.ts';

type Attach = (server: Server) => unknown;

/** @throws TypeError where the module's default export is no function. */
export function serveWs(exported: unknown): Served {
  if (typeof exported !== 'function')
    throw new TypeError(`Expected the module to export a function as its default, got ${typeof exported}.`);
  const attach = exported as Attach;
  const server = createServer();
  listen(server);
  attach(server);
  return { accept: (socket) => take(server, socket), runningHandlers, keepsAlive: () => keepsAlive(server) };
}
