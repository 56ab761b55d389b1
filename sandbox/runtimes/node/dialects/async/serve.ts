/** Serves an `async` handler: one call of the learner's function a connection. Runs inside the sandbox process. */
import { createServer } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Host } from '../host.ts';
import type { Served } from '../served.ts';
import { type ConnectionParts, HandlerConnection } from './connection.ts';
import { refuse } from './handshake.ts';
import { type Found, readRoutes } from './routes.ts';
import { readSettings } from './settings.ts';

/** Handlers that have neither returned nor thrown. */
let running = 0;

/** `exported` and `exportedSettings`: the default export of the handler's module, and its export `settings`. */
export function serveAsync(exported: unknown, exportedSettings: unknown, host: Host): Served {
  const find = readRoutes(exported);
  const settings = readSettings(exportedSettings);
  // FastAPI chooses no subprotocol by itself.
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: settings.maxMessageBytes, handleProtocols: () => false });
  const server = createServer((_request, response) => response.writeHead(404).end('Not Found'));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    const found = find(new URL(request.url ?? '/', 'http://handler').pathname);
    if (found === undefined) refuse({ socket }, 403, '');
    else void runHandler(found, { server: webSockets, request, socket, head, host, settings });
  });
  return { accept: (socket) => void server.emit('connection', socket), runningHandlers: () => running, keepsAlive: () => true };
}

async function runHandler({ handler, id, call }: Found, parts: ConnectionParts): Promise<void> {
  const { host, socket } = parts;
  const connection = new HandlerConnection(parts);
  running += 1;
  host.started(socket, id);
  try {
    await call(connection);
    host.returned(socket, handler);
  } catch (thrown) {
    process.stderr.write(`ERROR: Exception in handler\n${host.threw(socket, thrown)}\n`);
  }
  running -= 1;
  connection.end();
}
