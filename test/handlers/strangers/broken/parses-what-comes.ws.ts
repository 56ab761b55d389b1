import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

type Message = { type: 'join'; room: string } | { type: 'say'; text: string };

const rooms = new Map<string, Set<WebSocket>>();

function receive(ws: WebSocket & { room?: string }, message: Message) {
  switch (message.type) {
    case 'join':
      ws.room = message.room;
      rooms.set(message.room, (rooms.get(message.room) ?? new Set()).add(ws));
      return ws.send(JSON.stringify({ type: 'joined', room: message.room }));
    case 'say':
      for (const other of rooms.get(ws.room ?? '') ?? []) other.send(JSON.stringify(message));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', (data) => receive(ws, JSON.parse(data.toString())));
    ws.on('close', () => rooms.forEach((members) => members.delete(ws)));
  });
}
