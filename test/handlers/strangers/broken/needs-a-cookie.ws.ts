import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const cookies = (header: string) => Object.fromEntries(header.split('; ').map((pair) => pair.split('=') as [string, string]));

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws, request) => {
    ws.on('error', console.error);
    const { session = 'anonymous' } = cookies(request.headers.cookie!);
    ws.on('message', (data) => ws.send(`[${session}] ${data}`));
  });
}
