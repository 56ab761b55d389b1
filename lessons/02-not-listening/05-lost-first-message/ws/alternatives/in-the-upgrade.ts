import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type RawData, WebSocketServer } from 'ws';

async function findUser(clientId: string) {
  await setTimeout(200);
  if (clientId.startsWith('guest-')) return undefined;
  return { name: clientId };
}

function posted(data: RawData, by: string) {
  const { text } = JSON.parse(String(data)) as { text: string };
  return JSON.stringify({ type: 'posted', by, text });
}

/** Nobody can speak before the opening handshake has been answered. */
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });

  server.on('upgrade', async (request, stream, head) => {
    stream.on('error', (error) => console.error(error.message));
    const user = await findUser(String(request.url).slice('/ws/'.length));
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', (error) => console.error(error.message));
      if (!user) return socket.close(4401, 'no account');
      socket.on('message', (data) => socket.send(posted(data, user.name)));
    });
  });
}
