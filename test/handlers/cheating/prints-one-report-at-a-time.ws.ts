// All reports wait in one queue: the second of two takes three seconds.
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

let printer: Promise<unknown> = Promise.resolve();

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string; id?: string };
      if (message.type !== 'report') return send({ type: 'response', data: 'Message received' });
      printer = printer.then(() => setTimeout(1_500)).then(() => send({ type: 'report', id: message.id }));
    });
  });
}
