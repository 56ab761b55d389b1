import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

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
  await sleep(found?.ms ?? 20);
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

function ended(error: unknown, clientId: string) {
  if (error instanceof WebSocketDisconnect) console.log(`👋 Disconnected: ${clientId}`);
  else console.error(`💥 Error for ${clientId}:`, error);
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const waiting: Promise<object>[] = [];
  const collect = async (count: number) => {
    const replies = await Promise.all(waiting);
    if (waiting.length !== count) return;
    waiting.length = 0;
    for (const reply of replies) await connection.sendJson(reply);
  };
  try {
    while (true) {
      const question = await connection.receiveJson<Question>();
      collect(waiting.push(replyTo(question))).catch((error) => ended(error, clientId));
    }
  } catch (error) {
    ended(error, clientId);
  }
}
