import type { IncomingMessage, Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

const visits = new Map<string, number>();

const idOf = ({ url = '' }: IncomingMessage) => url.slice('/ws/'.length);

async function findUser(id: string) {
  await setTimeout(200);
  return { id, name: id };
}

async function countVisit(id: string) {
  await setTimeout(10);
  visits.set(id, (visits.get(id) ?? 0) + 1);
}

async function serve(socket: WebSocket, id: string) {
  socket.on('error', (error) => console.warn(`⚡ ${id}: ${error.message}`));
  socket.on('message', (data) => {
    try {
      const { text } = JSON.parse(String(data)) as { text: string };
      socket.send(JSON.stringify({ type: 'posted', text }));
    } catch (error) {
      console.warn(`no post from ${id}: ${error}`);
      socket.send(JSON.stringify({ type: 'error' }));
    }
  });
  socket.on('close', (code) => console.log(`👋 Disconnected: ${id} (${code})`));
  await countVisit(id);
  console.log(`✅ Visit ${visits.get(id)} of ${id}`);
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({
    server,
    verifyClient({ req }, done) {
      req.socket.once('error', ({ message }) => console.warn('⚡', idOf(req), message));
      void findUser(idOf(req)).then((user) => done(user.name !== '', 401));
    },
  });

  sockets.on('connection', (socket, request) => void serve(socket, idOf(request)));
}
