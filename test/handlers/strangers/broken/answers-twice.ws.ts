import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

type Reply = (text: string) => string;

function route(ws: WebSocket, reply: Reply) {
  ws.on('message', (data) => ws.send(reply(data.toString())));
}

const shout: Reply = (text) => text.toUpperCase();

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });

  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    route(ws, shout);
  });

  // after the upgrade to the new router
  wss.addListener('connection', (ws) => route(ws, shout));
}
