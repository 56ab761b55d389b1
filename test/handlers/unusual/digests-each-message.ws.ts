// Each message is digested before it is answered, one after the other.
import { webcrypto } from 'node:crypto';
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const history: string[] = [];

async function take(data: string): Promise<void> {
  const { type, tags = [] } = JSON.parse(data) as { type: string; tags?: string[] };
  const digest = await webcrypto.subtle.digest('SHA-256', new TextEncoder().encode(`${type} ${tags.join(' ')}`));
  history.push(Buffer.from(digest).toString('base64url'));
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket, request) => {
    const id = request.url?.split('/').at(-1);
    for (const sign of ['🔄', '✅', '⏳']) console.log(sign, id);
    let turn = Promise.resolve();
    socket.on('message', (data) => {
      turn = turn
        .then(() => {
          console.log('📥', id, String(data));
          return take(String(data));
        })
        .then(() => {
          socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
          console.log('⏳', id);
        })
        .catch((error: unknown) => {
          console.error('💥', id, error);
          socket.close(1011, 'Internal server error');
        });
    });
    socket.on('close', () => console.log('👋', id));
  });
}
