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
  await setTimeout(120);
  if (!found) throw new Error(`no such span: ${span}`);
  return found.total;
}

async function replyTo({ id, span }: Question) {
  try {
    return { type: 'sum', id, total: await addUp(span) };
  } catch (error) {
    console.warn('no sum:', error);
    return { type: 'error', id };
  }
}

export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    socket.on('message', async (data) => {
      const question = JSON.parse(String(data)) as Question;
      const reply = await replyTo(question);
      socket.send(JSON.stringify(reply));
    });
    socket.on('error', (error) => console.error(error.message));
  });
}
