import type { Server } from 'node:http';
import type { Duplex } from 'node:stream';
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

function findRoom(name: string | null): Room | undefined {
  return rooms.get(name ?? '');
}

function refuse(socket: Duplex): void {
  socket.end('HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
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
    if (!room || (room.key !== undefined && searchParams.get('key') !== room.key)) {
      console.log('a visitor is turned away');
      refuse(socket);
      return;
    }
    sockets.handleUpgrade(request, socket, head, (accepted) => serve(accepted, room));
  });
}
