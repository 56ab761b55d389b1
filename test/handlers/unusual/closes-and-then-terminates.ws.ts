// Closes with 1011, and ends TCP five seconds later if the other side has not answered.
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

function closeFirmly(socket: WebSocket): void {
  socket.close(1011, 'Internal server error');
  const patience = setTimeout(() => socket.terminate(), 5_000);
  socket.once('close', () => clearTimeout(patience));
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('error', () => {});
    socket.on('message', (data) => {
      if (socket.readyState !== socket.OPEN) return;
      try {
        loadRoom((JSON.parse(String(data)) as { room: string }).room);
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch (error) {
        console.error('💥', error);
        closeFirmly(socket);
      }
    });
  });
}
