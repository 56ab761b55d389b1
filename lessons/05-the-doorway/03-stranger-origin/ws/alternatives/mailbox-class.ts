import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const sessions = new Map([
  ['81f0c2aa', 'Ana'],
  ['3d94e671', 'Ben'],
]);
const tokens = new Map([['5b07c3d9', 'the backup']]);
const pages = ['https://app.example.test', 'https://admin.example.test'];

function ownerOf({ headers }: IncomingMessage): string | undefined {
  const { origin } = headers;
  const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
  if (origin === undefined) return scheme === 'Bearer' ? tokens.get(token) : undefined;
  if (!pages.includes(origin)) return undefined;
  const session = /(?:^|; )session=([^;]*)/.exec(headers.cookie ?? '')?.[1];
  return sessions.get(session ?? '');
}

class Mailbox {
  readonly #sockets = new WebSocketServer({ noServer: true });

  attachTo(server: Server): void {
    server.on('upgrade', (request, stream, head) => {
      stream.on('error', () => stream.destroy());
      const owner = ownerOf(request);
      if (owner === undefined) stream.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n');
      else this.#sockets.handleUpgrade(request, stream, head, (socket) => this.#serve(socket, owner));
    });
  }

  #serve(socket: WebSocket, owner: string): void {
    socket.on('error', (error) => console.error(error.message));
    socket.on('message', (data) => {
      try {
        const { box } = JSON.parse(String(data)) as { box: string };
        socket.send(JSON.stringify({ box, owner, type: 'mail' }));
      } catch {
        socket.close(1007, 'not a request');
      }
    });
  }
}

export default function attach(server: Server): void {
  new Mailbox().attachTo(server);
}
