import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string;
}

async function makeReport(id: string | undefined) {
  const until = Date.now() + 1_500;
  while (Date.now() < until) {
    // wait for the printer
  }
  return id;
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));

    socket.on('message', async (data) => {
      const message = JSON.parse(String(data)) as Message;
      if (message.type === 'report') {
        send({ type: 'report', id: await makeReport(message.id) });
      } else {
        send({ type: 'response', data: 'Message received' });
      }
    });
  });
}
