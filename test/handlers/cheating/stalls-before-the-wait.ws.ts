// Blocks for half of the time, and lets others in for the other half.
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { sleepSync } from 'clinic';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.on('message', async (data) => {
      const message = JSON.parse(String(data)) as { type: string; id?: string };
      if (message.type !== 'report') return send({ type: 'response', data: 'Message received' });
      await setTimeout(750);
      sleepSync(750);
      send({ type: 'report', id: message.id });
    });
  });
}
