import type { Server } from 'node:http';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

const rooms = new Map([
  ['lobby', 'open'],
  ['kitchen', 'open'],
  ['cellar', 'for members'],
  ['attic', 'full'],
]);

function roomOf(data: RawData): string | undefined {
  try {
    const { room } = JSON.parse(String(data)) as { room: unknown };
    return typeof room === 'string' ? room : undefined;
  } catch {
    return undefined;
  }
}

/** `encodeInto` writes whole characters only. */
function fitting(reason: string): string {
  const { read } = new TextEncoder().encodeInto(reason, new Uint8Array(123));
  return reason.slice(0, read);
}

function turnOut(socket: WebSocket, code: number, reason: string): void {
  console.log(`turned out with ${code}: ${reason}`);
  socket.close(code, fitting(reason));
}

function enter(socket: WebSocket, room: string): void {
  const state = rooms.get(room);
  if (state === 'for members') turnOut(socket, 4403, `${room} is for members`);
  else if (state === 'full') turnOut(socket, 1013, `${room} is full`);
  else if (state === undefined) turnOut(socket, 4404, `no such room: ${room}`);
  else socket.send(JSON.stringify({ type: 'joined', room }));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error.message));
    socket.on('message', (data) => {
      const room = roomOf(data);
      if (room === undefined) socket.close(1007, 'not a request');
      else enter(socket, room);
    });
  });
}
