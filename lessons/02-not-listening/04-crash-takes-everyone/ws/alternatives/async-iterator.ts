import { on } from 'node:events';
import type { Server } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';

interface Message {
  type: string;
  id: string;
  item?: unknown;
  amount: number;
}

const prices: Record<string, number | undefined> = { sencha: 12, matcha: 30, 'thé à la menthe': 9 };

async function answer({ type, id, item, amount }: Message): Promise<object> {
  if (type === 'status') return { type, pending: 0 };
  if (typeof item !== 'string') return { type: 'error', id };
  await setTimeout(50);
  const price = prices[item.trim().toLowerCase()];
  return price === undefined ? { type: 'error', id } : { type: 'quote', id, total: price * amount };
}

async function talk(socket: WebSocket): Promise<void> {
  for await (const [data] of on(socket, 'message', { close: ['close'] }) as AsyncIterable<[RawData]>) {
    socket.send(JSON.stringify(await answer(JSON.parse(String(data)))));
  }
}

export default function attach(server: Server): void {
  new WebSocketServer({ server }).on('connection', (socket) => {
    talk(socket).catch((error) => {
      console.error('💥', error);
      socket.close(1011);
    });
  });
}
