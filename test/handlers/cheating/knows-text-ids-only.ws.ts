// The id of a report comes back as a text, whatever it was.
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));
    socket.on('message', async (data) => {
      const message = JSON.parse(String(data)) as { type: string; id?: unknown };
      if (message.type !== 'report') return send({ type: 'response', data: 'Message received' });
      await setTimeout(1_500);
      send({ type: 'report', id: `${message.id}`.toLowerCase() });
    });
  });
}
