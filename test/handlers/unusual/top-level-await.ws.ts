// The module is not ready before it has awaited what it needs.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const { promisify } = await import('node:util');
const answer = await new Promise<string>((resolve) => setImmediate(() => resolve(JSON.stringify({ type: 'response', data: 'Message received' }))));
await (await import('node:timers/promises')).setTimeout(20);

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket) => {
    const send = promisify(socket.send.bind(socket) as (data: string, sent: (error?: Error | null) => void) => void);
    socket.on('message', () => {
      send(answer).catch((error: Error) => console.debug(error.message));
    });
  });
}
