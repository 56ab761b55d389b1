import { on } from 'node:events';
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
  new WebSocketServer({ server }).on('connection', async (socket) => {
    try {
      for await (const [data] of on(socket, 'message', { close: ['close'] })) {
        loadRoom(JSON.parse(String(data)).room);
        socket.send(JSON.stringify({ data: 'Message received', type: 'response' }));
      }
    } catch (error) {
      console.error(error);
      socket.close(1011, 'Internal server error');
    }
  });
}
