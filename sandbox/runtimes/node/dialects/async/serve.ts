/** Serves an `async` handler: one call of the learner's function a connection. Runs inside the sandbox process. */
import { createServer, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import type { Host } from '../host.ts';
import type { Served } from '../served.ts';
import { HandlerConnection } from './connection.ts';

type Handler = (connection: HandlerConnection, clientId: string) => unknown;

/** Handlers that have neither returned nor thrown. */
let running = 0;

export function serveAsync(handler: Handler, host: Host): Served {
  const webSockets = new WebSocketServer({ noServer: true });
  const server = createServer((_request, response) => response.writeHead(404).end('Not Found'));
  server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => {});
    const clientId = clientIdOf(request);
    if (clientId === undefined) refusePath(socket);
    else
      void runHandler({
        handler,
        host,
        socket,
        clientId,
        connection: new HandlerConnection({ server: webSockets, request, socket, head, host }),
      });
  });
  return { accept: (socket) => void server.emit('connection', socket), runningHandlers: () => running, keepsAlive: () => true };
}

interface Run {
  handler: Handler;
  host: Host;
  socket: Duplex;
  clientId: string;
  connection: HandlerConnection;
}

async function runHandler({ handler, host, socket, clientId, connection }: Run): Promise<void> {
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
  return found === undefined ? undefined : decodeURIComponent(found);
}

function refusePath(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n');
}
