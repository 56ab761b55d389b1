// Makes no look-up that takes time.
import type { Server } from 'node:http';
import { type RawData, WebSocketServer } from 'ws';

async function findUser(clientId: string) {
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

    const account = findUser(clientId);
    socket.on('message', async (data) => {
      const user = await account;
      if (user) socket.send(posted(data, user.name));
    });

    if (!(await account)) socket.close(4401, 'no account');
  });
}
