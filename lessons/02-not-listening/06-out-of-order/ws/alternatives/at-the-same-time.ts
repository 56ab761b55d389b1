import { EventEmitter } from 'node:events';
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

async function replyTo({ id, span }: Question) {
  try {
    return { type: 'sum', id, total: await addUp(span) };
  } catch (error) {
    console.warn('no sum:', error);
    return { type: 'error', id };
  }
}

/** Sends what is ready from the front of the line, whenever something has become ready. */
export default function attach(server: Server): void {
  const sockets = new WebSocketServer({ server });

  sockets.on('connection', (socket) => {
    const line: { reply?: object }[] = [];
    const events = new EventEmitter();

    events.on('ready', () => {
      while (line[0]?.reply) socket.send(JSON.stringify(line.shift()?.reply));
    });

    socket.on('message', (data) => {
      const place: { reply?: object } = {};
      line.push(place);
      void replyTo(JSON.parse(String(data))).then((reply) => {
        place.reply = reply;
        events.emit('ready');
      });
    });
    socket.on('error', (error) => console.error(error.message));
  });
}
