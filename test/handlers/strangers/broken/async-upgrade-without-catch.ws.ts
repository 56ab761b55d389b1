import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const tickets = new Map([['t1', 'ada']]);

async function authenticate(url: URL): Promise<{ user: string }> {
  await setTimeout(20);
  const user = tickets.get(url.searchParams.get('ticket') ?? '');
  if (user === undefined) throw new Error('no valid ticket');
  return { user };
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ noServer: true });

  server.on('upgrade', async (request, socket, head) => {
    socket.on('error', console.error);
    const { user } = await authenticate(new URL(request.url!, 'http://localhost'));
    wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request, user));
  });

  wss.on('connection', (ws, _request, user) => {
    ws.on('error', console.error);
    ws.on('message', (data) => ws.send(`${user}: ${data}`));
  });
}
