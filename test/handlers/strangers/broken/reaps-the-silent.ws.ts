import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const lastSeen = new WeakMap<WebSocket, number>();
const STALE_MS = 10_000;

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws) => {
    const touch = () => lastSeen.set(ws, Date.now());
    touch();
    ws.on('error', console.error);
    ws.on('message', (data) => {
      touch();
      ws.send(`ok ${(data as Buffer).length}`);
    });
  });

  // remove zombies
  setInterval(() => {
    for (const ws of wss.clients) {
      if (Date.now() - lastSeen.get(ws)! > STALE_MS) ws.terminate();
    }
  }, 1_000);
}
