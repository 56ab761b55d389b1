import type { IncomingMessage, Server } from 'node:http';
import { WebSocketServer } from 'ws';

const blocked = new Set(['mallory']);
const guestOf = ({ url = '/' }: IncomingMessage) => new URL(url, 'ws://localhost').searchParams.get('guest') ?? 'somebody';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({
    server,
    verifyClient({ req }, callback) {
      // the guest list is looked up elsewhere
      setTimeout(() => (blocked.has(guestOf(req)) ? callback(false, 403, 'Forbidden') : callback(true)), 5);
    },
  });

  wss.on('connection', (ws, request) => {
    const guest = guestOf(request);
    ws.on('error', console.error);
    ws.send(`Good evening, ${guest}.`);
    ws.on('message', (data) => ws.send(`${guest} ordered ${String(data).slice(0, 60)}`));
  });
}
