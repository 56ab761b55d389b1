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

async function* questions(connection: Connection): AsyncGenerator<Question> {
  try {
    while (true) yield await connection.receiveJson<Question>();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

async function* replies(to: AsyncIterable<Question>) {
  for await (const question of to) yield replyTo(question);
}

export default async (connection: Connection, clientId: string) => {
  await connection.accept();
  try {
    for await (const reply of replies(questions(connection))) await connection.sendJson(reply);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
  console.log(`👋 Disconnected: ${clientId}`);
};
