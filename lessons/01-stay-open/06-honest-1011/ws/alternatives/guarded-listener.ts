import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);

function loadRoom(name: string) {
  const room = rooms.get(name);
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

const guarded = (socket: WebSocket, listener: (text: string) => void) => (data: unknown) => {
  try {
    listener(String(data));
  } catch (error) {
    console.log((error as Error).stack);
    socket.close(1011, 'Internal server error');
  }
};

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const listener = (text: string) => {
      loadRoom(JSON.parse(text).room);
      socket.send('{"type":"response","data":"Message received"}');
    };
    socket.on('error', (error) => console.error(error));
    socket.on('message', guarded(socket, listener));
  });
}
