import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const screens = new Set<WebSocket>();

function wall(ws: WebSocket) {
  screens.add(ws);
  ws.on('error', console.error);
  ws.on('close', () => screens.delete(ws));
  ws.on('message', () => ws.send('read only'));
}

function remote(ws: WebSocket) {
  ws.on('error', console.error);
  ws.on('message', (data) => {
    for (const screen of screens) screen.send(String(data));
    ws.send(`sent to ${screens.size} screens`);
  });
}

export default function attach(server: Server): void {
  new WebSocketServer({ server, path: '/screen' }).on('connection', wall);
  new WebSocketServer({ server, path: '/remote' }).on('connection', remote);
}
