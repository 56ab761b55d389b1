import type { IncomingMessage, Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

const sessions = new Map([
  ['81f0c2aa', 'Ana'],
  ['3d94e671', 'Ben'],
]);
const tokens = new Map([['5b07c3d9', 'the backup']]);
const pages = ['https://app.example.test', 'https://admin.example.test'];

function ownerOf({ headers }: IncomingMessage): string | undefined {
  const [scheme, token = ''] = (headers.authorization ?? '').split(' ');
  if (scheme === 'Bearer') return tokens.get(token);
  const session = /(?:^|; )session=([^;]*)/.exec(headers.cookie ?? '')?.[1];
  return sessions.get(session ?? '');
}

function mail(data: RawData, owner: string): string {
  try {
    const { box } = JSON.parse(String(data)) as { box: string };
    return JSON.stringify({ type: 'mail', owner, box });
  } catch (error) {
    return JSON.stringify({ type: 'error', text: String(error) });
  }
}

function serve(socket: WebSocket, owner: string): void {
  socket.on('error', (error) => console.error(error.message));
  socket.on('message', (data) => socket.send(mail(data, owner)));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });

  server.on('upgrade', (request, stream, head) => {
    stream.on('error', (error) => console.error(error.message));
    const { origin } = request.headers;
    const isProgram = origin === undefined && request.headers.authorization !== undefined;
    const owner = ownerOf(request);
    if (owner === undefined || !(isProgram || pages.includes(origin ?? ''))) {
      stream.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, owner));
  });
}
