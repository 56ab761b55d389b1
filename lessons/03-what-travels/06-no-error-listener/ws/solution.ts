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
  const sockets = new WebSocketServer({ noServer: true });

  server.on('upgrade', async (request, stream, head) => {
    const id = idOf(request);
    const failed = (error: Error) => console.warn(`⚡ ${id}: ${error.message}`);
    stream.on('error', failed);
    const user = await findUser(id);
    stream.off('error', failed);
    sockets.handleUpgrade(request, stream, head, (socket) => serve(socket, user.id));
  });
}
