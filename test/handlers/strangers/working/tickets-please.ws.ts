import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const KEY = 'not a secret';
const sign = (user: string) => createHmac('sha256', KEY).update(user).digest('hex').slice(0, 16);

/** ?ticket=USER.SIGNATURE; whoever has none is a guest, a wrong one is refused. */
async function userOf(request: IncomingMessage): Promise<string | undefined> {
  const ticket = new URL(request.url ?? '/', 'http://localhost').searchParams.get('ticket');
  await delay(10);
  if (ticket === null) return 'guest';
  const [user = '', signature = ''] = ticket.split('.');
  const expected = Buffer.from(sign(user));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected) ? user : undefined;
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ noServer: true });

  server.on('upgrade', (request, socket, head) => {
    const onError = () => socket.destroy();
    socket.on('error', onError);
    userOf(request)
      .then((user) => {
        socket.off('error', onError);
        if (user === undefined) return socket.end('HTTP/1.1 401 Unauthorized\r\nConnection: close\r\n\r\n');
        wss.handleUpgrade(request, socket, head, (ws) => wss.emit('connection', ws, request, user));
      })
      .catch(onError);
  });

  wss.on('connection', (ws, _request, user: string) => {
    ws.on('error', console.error);
    ws.on('message', (data) => ws.send(JSON.stringify({ user, length: data.toString().length })));
  });
}
