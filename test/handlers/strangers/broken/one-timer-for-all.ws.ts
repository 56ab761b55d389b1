import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

let timer: NodeJS.Timeout | undefined;

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', () => ws.send(JSON.stringify({ type: 'ok' })));

    timer = setInterval(() => ws.send(JSON.stringify({ type: 'clock' })), 10_000);

    ws.on('close', () => clearInterval(timer));
  });
}
