import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

interface Message {
  type: string;
  id?: string;
}

let printer: Promise<unknown> = Promise.resolve();

async function makeReport(id: string | undefined) {
  const printed = printer.then(() => setTimeout(1_500)); // whoever asks has to wait for the others' reports first
  printer = printed;
  await printed;
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
