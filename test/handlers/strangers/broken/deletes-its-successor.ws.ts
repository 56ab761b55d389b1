import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

type Registry = Record<string, WebSocket>;

export default function attach(server: Server): void {
  const sessions: Registry = Object.create(null);
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws, { url = '/' }) => {
    const user = url.slice(url.lastIndexOf('/') + 1);
    sessions[user] = ws;
    ws.on('error', console.error);
    ws.on('close', () => {
      delete sessions[user];
    });
    ws.on('message', (data) => {
      if (!(user in sessions)) return ws.send(JSON.stringify({ error: `unknown user ${user}` }));
      ws.send(JSON.stringify({ user, online: Object.keys(sessions).length, length: (data as Buffer).length }));
    });
  });
}
