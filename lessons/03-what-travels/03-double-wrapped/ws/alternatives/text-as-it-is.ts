import type { Server } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

const shelf = new Map([
  ['sencha', 12],
  ["earl's blend", 3],
  ['thé à la menthe', 0],
]);

interface Question {
  type: 'stock' | 'list';
  item: string;
}

function envelope(type: string, data: unknown) {
  return JSON.stringify({ type, data });
}

function answer({ type, item }: Question) {
  if (type === 'list') return envelope('list', [...shelf.keys()]);
  const count = shelf.get(item);
  if (count === undefined) return envelope('error', `no such item: ${item}`);
  return envelope('stock', { item, count });
}

function reply(socket: WebSocket, question: Question): void {
  socket.send(answer(question));
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('error', (error) => console.error(error));
    socket.on('message', (data) => {
      try {
        const question: Question = JSON.parse(String(data));
        console.log(`asked for ${question.item ?? 'the list'}`);
        reply(socket, question);
      } catch (error) {
        console.error(error);
        socket.close(1011, 'Internal server error');
      }
    });
  });
}
