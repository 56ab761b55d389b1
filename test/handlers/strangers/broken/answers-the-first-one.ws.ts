import { once } from 'node:events';
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

async function converse(ws: WebSocket): Promise<void> {
  const [hello] = await once(ws, 'message');
  ws.send(JSON.stringify({ hello: String(hello).slice(0, 80) }));
}

export default function attach(server: Server): void {
  new WebSocketServer({ server, maxPayload: 64 * 1024 }).on('connection', (ws) => {
    ws.on('error', (error: NodeJS.ErrnoException) => console.warn(error.code));
    converse(ws).catch((error) => console.warn(error));
  });
}
