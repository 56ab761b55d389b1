// Atomics.waitAsync: nobody notifies, so it takes its time-out.
import type { Server } from 'node:http';
import { WebSocketServer } from 'ws';

const cell = new Int32Array(new SharedArrayBuffer(4));

async function pause(ms: number): Promise<void> {
  const { value } = Atomics.waitAsync(cell, 0, 0, ms);
  await value;
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    socket.on('message', async (data) => {
      const { type, id } = JSON.parse(String(data)) as { type: string; id?: unknown };
      if (type === 'report') await pause(1_500);
      if (socket.readyState !== socket.OPEN) return;
      socket.send(JSON.stringify(type === 'report' ? { type, id } : { type: 'response', data: 'Message received' }));
    });
  });
}
