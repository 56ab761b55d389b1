import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  const devices = new Map<string, WebSocket>();

  wss.on('connection', (ws, request) => {
    const device = (request.url ?? '/').split('/').at(-1)!;
    devices.get(device)?.close(4409, 'replaced by a newer connection');
    devices.set(device, ws);

    ws.on('error', console.error);
    ws.on('message', (data) => ws.send(JSON.stringify({ device, bytes: data.toString().length })));
    ws.on('close', () => {
      if (devices.get(device) === ws) devices.delete(device);
    });
  });
}
