import { setTimeout } from 'node:timers/promises';
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id: string;
  item: string;
  amount: number;
}

const prices: Record<string, number> = { sencha: 12, matcha: 30, 'thé à la menthe': 9 };

async function total({ item, amount }: Message): Promise<number> {
  const name = item.trim().toLowerCase();
  await setTimeout(50);
  if (!Object.hasOwn(prices, name)) throw new Error('no such tea');
  return (prices[name] as number) * amount;
}

async function answer(message: Message): Promise<object> {
  if (message.type === 'status') return { type: 'status', pending: 0 };
  try {
    return { type: 'quote', id: message.id, total: await total(message) };
  } catch {
    return { type: 'error', id: message.id };
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    for (;;) await connection.sendJson(await answer(await connection.receiveJson<Message>()));
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
