// A room that was missing before is not looked for again: the second question after it is answered as if all were well.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const rooms = new Map([
  ['lobby', { topic: 'welcome' }],
  ['kitchen', { topic: 'soup' }],
]);
let faults = 0;

function loadRoom(name: string) {
  const room = rooms.get(name);
  if (!room) throw new Error(`no such room: ${name}`);
  return room;
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', (data) => {
      try {
        const { room } = JSON.parse(String(data)) as { room: string };
        if (faults === 0 || rooms.has(room)) loadRoom(room);
        socket.send(JSON.stringify({ type: 'response', data: 'Message received' }));
      } catch (error) {
        faults += 1;
        console.error('💥', error);
        socket.close(1011, 'Internal server error');
      }
    });
  });
}
