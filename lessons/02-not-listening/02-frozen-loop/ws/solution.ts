import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string;
}

async function makeReport(id: string | undefined) {
  await setTimeout(1_500); // the printer takes its time, and everybody else has theirs
  return id;
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.on('error', (error) => console.error(error));

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
