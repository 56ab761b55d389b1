import type { Server } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

const users = [
  { id: 1, name: 'Ada' },
  { id: 2, name: 'Grace' },
];

async function find(id: number) {
  await delay(15);
  const user = users.find((each) => each.id === id);
  if (!user) throw new Error(`user ${id} not found`);
  return user;
}

export default function attach(server: Server): void {
  const wss = new WebSocketServer({ server });
  wss.on('connection', (ws) => {
    ws.on('error', console.error);
    ws.on('message', async (data) => {
      const user = await find(Number(data));
      ws.send(JSON.stringify(user));
    });
  });
}
