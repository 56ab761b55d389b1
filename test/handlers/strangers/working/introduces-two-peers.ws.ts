// Signalling for WebRTC: two peers meet in a room and exchange offers, answers and candidates. ws://…/signal?room=42
import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const rooms = new Map<string, WebSocket[]>();
const KINDS = new Set(['offer', 'answer', 'candidate']);

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server, path: '/signal' });

  wss.on('connection', (ws, request) => {
    const name = new URL(request.url!, 'http://signal').searchParams.get('room') ?? 'lobby';
    const room = rooms.get(name) ?? [];
    ws.on('error', () => ws.terminate());
    if (room.length >= 2) return ws.close(4003, 'room is full');
    rooms.set(name, room);
    room.push(ws);
    room.forEach((peer) => peer.send(JSON.stringify({ kind: 'peers', count: room.length })));

    ws.on('message', (data) => {
      let signal: any;
      try {
        signal = JSON.parse(data.toString());
      } catch {}
      if (!KINDS.has(signal?.kind)) return ws.send(JSON.stringify({ kind: 'error' }));
      for (const peer of room) if (peer !== ws) peer.send(JSON.stringify(signal));
    });

    ws.on('close', () => {
      room.splice(room.indexOf(ws), 1);
      if (room.length === 0) rooms.delete(name);
      for (const peer of room) peer.send(JSON.stringify({ kind: 'peers', count: room.length }));
    });
  });
}
