import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const KEYS = ['k-123', 'k-456'];

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws, request) => {
    ws.on('error', console.error);
    const key = new URL(request.url ?? '/', 'ws://localhost').searchParams.get('api_key');
    if (!KEYS.includes(key ?? '')) {
      ws.close(403, 'invalid api key');
      return;
    }
    ws.on('message', (data) => ws.send(String(data).toUpperCase()));
  });
}
