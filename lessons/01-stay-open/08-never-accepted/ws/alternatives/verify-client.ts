import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer } from 'ws';

const open = new Set(['lobby', 'kitchen']);

function mayEnter(request: IncomingMessage): boolean {
  const query = new URL(request.url ?? '/', 'http://rooms.test').searchParams;
  const room = query.get('room') ?? '';
  return open.has(room) || (room === 'cellar' && query.get('key') === 'grenache');
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({
    server,
    verifyClient: ({ req }, done) => done(mayEnter(req), 403, 'Forbidden'),
  });
  sockets.on('connection', (socket) => {
    socket.on('error', console.error).on('message', () => socket.send('{"type":"response","data":"Message received"}'));
  });
}
