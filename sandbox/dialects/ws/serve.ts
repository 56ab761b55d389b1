/** Serves a `ws` handler: the learner's `attach` gets an HTTP server and does the rest. Runs inside the sandbox process. */
import { createServer, type Server } from 'node:http';

type Attach = (server: Server) => unknown;

export function serveWs(attach: Attach): Server {
  const server = createServer();
  keepFromListening(server);
  attach(server);
  return server;
}

/** The sandbox hands the server its connections: real code that also listens is told so, and goes on. */
function keepFromListening(server: Server): void {
  server.listen = ((...given: unknown[]) => {
    process.stderr.write('Note: the clinic hands this server its connections; server.listen does nothing here.\n');
    const callback = given.find((one) => typeof one === 'function') as (() => void) | undefined;
    if (callback) server.once('listening', callback);
    setImmediate(() => server.emit('listening'));
    return server;
  }) as Server['listen'];
}
