import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string;
}

const PRINTING_MS = 1_500;

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.on('error', (error) => console.error(error));

    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === 'report') {
        setTimeout(() => send({ type: 'report', id: message.id }), PRINTING_MS);
      } else {
        send({ type: 'response', data: 'Message received' });
      }
    });
  });
}
