// An async listener's rejection comes to the socket as an event.
import { EventEmitter } from 'node:events';
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

EventEmitter.captureRejections = true;

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket: WebSocket & { [EventEmitter.captureRejectionSymbol]?(error: Error): void }) => {
    socket[EventEmitter.captureRejectionSymbol] = (error) => {
      console.error('💥', error);
      socket.close(1011, 'Internal server error');
    };
    socket.on('error', () => {});
    socket.on('message', async (data) => {
      const { room } = JSON.parse(String(data)) as { room: string };
      loadRoom(room);
      socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
    });
  });
}
