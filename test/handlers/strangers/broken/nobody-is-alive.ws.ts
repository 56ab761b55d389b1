import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

interface Client extends WebSocket {
  isAlive?: boolean;
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws: Client) => {
    ws.isAlive = true;
    ws.on('error', console.error);
    ws.on('message', (data) => ws.send(data.toString()));
  });

  const interval = setInterval(() => {
    wss.clients.forEach((ws: Client) => {
      if (ws.isAlive === false) return ws.terminate();
      ws.isAlive = false;
      ws.ping();
    });
  }, 30_000);

  wss.on('close', () => clearInterval(interval));
}
