import { on } from 'node:events';
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

async function converse(socket: WebSocket, id: string) {
  const messages = on(socket, 'message', { close: ['close'] });
  await countVisit(id);
  for await (const [data] of messages) {
    const { text } = JSON.parse(String(data)) as { text: string };
    socket.send(JSON.stringify({ type: 'posted', text }));
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });

  sockets.on('connection', async (socket: WebSocket, request: IncomingMessage) => {
    const id = idOf(request);
    try {
      await converse(socket, id);
      process.stdout.write(`👋 ${id}\n`);
    } catch (error) {
      process.stderr.write(`⚡ ${id} ${error}\n`);
    }
  });

  server.on('upgrade', async (request, stream, head) => {
    const failed = (error: Error) => process.stderr.write(`⚡ ${idOf(request)} ${error}\n`);
    stream.once('error', failed);
    await findUser(idOf(request));
    stream.off('error', failed);
    sockets.handleUpgrade(request, stream, head, (socket) => sockets.emit('connection', socket, request));
  });
}
