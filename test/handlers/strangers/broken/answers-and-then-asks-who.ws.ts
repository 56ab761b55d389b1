import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const SECRET = 'launch code: 0000';

function verify(token: string | null): Promise<boolean> {
  return new Promise((resolve) => setTimeout(resolve, 120, token === 'tok_alice'));
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', async (ws, request) => {
    ws.on('error', console.error);
    ws.on('message', (data) => {
      ws.send(data.toString() === 'secret' ? SECRET : 'ask for "secret"');
    });

    const token = new URL(request.url!, 'ws://x').searchParams.get('token');
    if (!(await verify(token))) ws.close(4401, 'unauthorized');
  });
}
