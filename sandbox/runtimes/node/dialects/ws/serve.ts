/** Serves a `ws` handler: the learner's `attach` gets an HTTP server and does the rest. Runs inside the sandbox process. */
import { createServer, type Server } from 'node:http';
import type { Served } from '../served.ts';
import { runningHandlers } from './handling.ts';
import { keepsAlive, listen, take } from './listening.ts';

type Attach = (server: Server) => unknown;

export function serveWs(attach: Attach): Served {
  const server = createServer();
  listen(server);
  attach(server);
  return { accept: (socket) => take(server, socket), runningHandlers, keepsAlive: () => keepsAlive(server) };
}
