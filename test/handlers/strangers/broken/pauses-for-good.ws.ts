import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

async function store(text: string): Promise<boolean> {
  await delay(10);
  return text.startsWith('{');
}

async function take(ws: WebSocket, text: string) {
  ws.pause(); // no more before this one is stored
  if (!(await store(text))) {
    ws.send('not stored');
    return;
  }
  ws.send('stored');
  ws.resume();
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (ws) => {
    ws.on('error', (error) => console.error(error));
    ws.on('message', (data) => void take(ws, data.toString()));
  });
}
