import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string;
}

function printPages(pages: number, done: () => void): void {
  if (pages === 0) done();
  else setTimeout(printPages, 300, pages - 1, done);
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.on('error', (error) => console.error(error));

    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === 'report') {
        printPages(5, () => send({ type: 'report', id: message.id }));
      } else {
        send({ type: 'response', data: 'Message received' });
      }
    });
  });
}
