import type { IncomingMessage, Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

// clients connect to ws://host/ws/<device id>
function deviceOf(request: IncomingMessage): string {
  const [, , id = 'unknown'] = (request.url ?? '').split('?')[0]!.split('/');
  return id;
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server, path: '/ws' });
  const devices = new Map<string, WebSocket>();

  wss.on('connection', (ws, request) => {
    const id = deviceOf(request);
    devices.set(id, ws);
    ws.on('error', (error) => console.error(id, error.message));
    ws.on('close', () => devices.get(id) === ws && devices.delete(id));
    ws.on('message', (data) => ws.send(JSON.stringify({ device: id, bytes: (data as Buffer).length })));
  });
}
