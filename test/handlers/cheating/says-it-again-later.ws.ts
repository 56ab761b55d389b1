// The error appears in the output once more, half a minute after it happened.
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
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      try {
        loadRoom((JSON.parse(String(data)) as { room: string }).room);
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch (error) {
        console.error('💥', error);
        setTimeout(() => console.error('💥', error), 30_000).unref();
        socket.close(1011, 'Internal server error');
      }
    });
  });
}
