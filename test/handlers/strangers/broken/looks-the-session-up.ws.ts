import type { IncomingMessage, Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';

interface Session {
  user: string;
}

async function sessionOf(request: IncomingMessage): Promise<Session> {
  await delay(80); // Redis
  return { user: request.url?.split('/').at(-1) ?? 'guest' };
}

async function onConnection(ws: WebSocket, request: IncomingMessage) {
  ws.on('error', (error) => console.error(error));
  const session = await sessionOf(request);
  ws.on('message', (data) => {
    ws.send(JSON.stringify({ user: session.user, echo: data.toString() }));
  });
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', onConnection);
}
