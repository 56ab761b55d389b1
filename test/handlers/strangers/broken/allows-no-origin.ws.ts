import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const ALLOWED = 'http://localhost:5173/,https://app.example.com/';
const allowed = new Set(ALLOWED.split(','));

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ noServer: true });

  server.on('upgrade', (request, socket, head) => {
    if (!allowed.has(request.headers.origin ?? '')) return socket.destroy();
    wss.handleUpgrade(request, socket, head, (ws) => {
      ws.on('error', console.error);
      ws.on('message', (data) => ws.send(`got ${data}`));
    });
  });
}
