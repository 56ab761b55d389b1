import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const WELCOME = { type: 'welcome', version: 3 };

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.send(JSON.stringify(WELCOME));
  });

  // {"type":"add","a":1,"b":2}
  wss.on('message', (data) => {
    const { a, b } = JSON.parse(data.toString());
    for (const ws of wss.clients) ws.send(JSON.stringify({ type: 'sum', sum: a + b }));
  });
}
