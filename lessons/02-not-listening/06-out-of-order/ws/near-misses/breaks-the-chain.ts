import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { WebSocketServer } from 'ws';

interface Question {
  id: string;
  span: string;
}

const sales = new Map([
  ['day', { total: 110, ms: 5 }],
  ['month', { total: 3_410, ms: 60 }],
  ['year', { total: 40_150, ms: 120 }],
]);

async function addUp(span: string) {
  const found = sales.get(span);
  await setTimeout(found?.ms ?? 20);
  if (!found) throw new Error(`no such span: ${span}`);
  return found.total;
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const send = (value: object) => socket.send(JSON.stringify(value));
    let last: Promise<void> = Promise.resolve();

    socket.on('message', (data) => {
      const { id, span } = JSON.parse(String(data)) as Question;
      last = last.then(() => addUp(span)).then((total) => send({ type: 'sum', id, total }));
      last.catch(() => send({ type: 'error', id }));
    });
    socket.on('error', (error) => console.error(error.message));
  });
}
