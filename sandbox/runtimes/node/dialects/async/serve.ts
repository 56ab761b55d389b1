/** Serves an `async` handler: one call of the learner's function a connection. Runs inside the sandbox process. */
import { createServer, type IncomingMessage } from 'node:http';
import { WebSocketServer } from 'ws';
import type { Host } from '../host.ts';
import type { Served } from '../served.ts';
import { type ConnectionParts, HandlerConnection } from './connection.ts';
import { refuse } from './handshake.ts';
import { readSettings } from './settings.ts';

type Handler = (connection: HandlerConnection, clientId: string) => unknown;

/** Handlers that have neither returned nor thrown. */
let running = 0;

/** `exportedSettings`: the export `settings` of the handler's module. */
export function serveAsync(handler: Handler, exportedSettings: unknown, host: Host): Served {
  const settings = readSettings(exportedSettings);
  // FastAPI chooses no subprotocol by itself.
  const webSockets = new WebSocketServer({ noServer: true, maxPayload: settings.maxMessageBytes, handleProtocols: () => false });
  const server = createServer((_request, response) => response.writeHead(404).end('Not Found'));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    const clientId = clientIdOf(request);
    if (clientId === undefined) refuse({ socket }, 403, '');
    else void runHandler(handler, clientId, { server: webSockets, request, socket, head, host, settings });
  });
  return { accept: (socket) => void server.emit('connection', socket), runningHandlers: () => running, keepsAlive: () => true };
}

async function runHandler(handler: Handler, clientId: string, parts: ConnectionParts): Promise<void> {
  const { host, socket } = parts;
  const connection = new HandlerConnection(parts);
  running += 1;
  host.started(socket, clientId);
  try {
    await handler(connection, clientId);
    host.returned(socket, handler);
  } catch (thrown) {
    process.stderr.write(`ERROR: Exception in handler\n${host.threw(socket, thrown)}\n`);
  }
  running -= 1;
  connection.end();
}

/** `/ws/{client_id}` is the only route, as in the source document. */
function clientIdOf(request: IncomingMessage): string | undefined {
  const path = new URL(request.url ?? '/', 'http://handler').pathname;
  const found = /^\/ws\/([^/]+)$/.exec(path)?.[1];
  return found === undefined ? undefined : decode(found);
}

/** As it is where it is no encoding of anything. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
