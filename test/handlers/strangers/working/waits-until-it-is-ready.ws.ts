import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

async function settingsOf(name: string): Promise<{ greeting: string }> {
  await delay(150);
  return { greeting: name.length % 2 === 0 ? 'Good day' : 'Hello' };
}

async function open(ws: WebSocket, request: IncomingMessage) {
  ws.pause(); // nothing is lost while the settings are read
  const { greeting } = await settingsOf(request.url ?? '/');
  ws.on('message', (data) => ws.send(`${greeting}, ${data.toString().slice(0, 60)}!`));
  ws.resume();
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws, request) => {
    ws.on('error', (error) => console.error(error));
    open(ws, request).catch((error) => {
      console.error(error);
      ws.close(1011, 'no settings');
    });
  });
}
