import { createHash } from 'node:crypto';
import type { Server } from 'node:http';
import { setImmediate } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

async function digest(text: string) {
  await setImmediate();
  return { algorithm: 'sha256', hex: createHash('sha256').update(text).digest('hex') };
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    ws.on('error', () => ws.terminate());
    ws.on('message', (data) => {
      const result = digest(String(data));
      ws.send(JSON.stringify(result));
    });
  });
}
