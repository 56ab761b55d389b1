import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);

function loadRoom(name: string) {
  const room = rooms.get(name);
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      try {
        const { room } = JSON.parse(String(data)) as { room: string };
        console.log(`enters: ${loadRoom(room).topic}`);
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch (error) {
        console.error('💥 error in the handler:', error);
        socket.close(1011, 'Internal server error');
      }
    });
  });
}
