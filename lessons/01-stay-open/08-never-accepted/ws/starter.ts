import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

interface Room {
  topic: string;
  key?: string;
}

const rooms = new Map<string, Room>([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
  ['cellar', { topic: 'wine', key: 'grenache' }],
]);

function findRoom(name: string | null): Room {
  const room = rooms.get(name ?? '');
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

function serve(socket: WebSocket, room: Room): void {
  socket.on('error', (error) => console.error(error));
  socket.on('message', (data) => {
    console.log(`in the room about ${room.topic}: ${JSON.parse(String(data)).type}`);
    socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
  });
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ noServer: true });

  server.on('upgrade', (request, socket, head) => {
    const { searchParams } = new URL(request.url ?? '/', 'http://rooms.test');
    const room = findRoom(searchParams.get('room'));
    if (room.key !== undefined) {
      if (searchParams.get('key') !== room.key) return;
      sockets.handleUpgrade(request, socket, head, (accepted) => serve(accepted, room));
    }
  });
}
