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

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', async (socket, request) => {
    const clientId = String(request.url).slice('/ws/'.length);
    console.log(`✅ Connection accepted: ${clientId}`);
    socket.on('error', (error) => console.error(`${clientId}: ${error.message}`));
    socket.on('close', (code) => console.log(`👋 Disconnected: ${clientId} (${code})`));

    socket.pause();
    const user = await findUser(clientId);
    if (user) socket.on('message', (data) => socket.send(posted(data, user.name)));
    else socket.close(4401, 'no account');
    socket.resume();
  });
}
