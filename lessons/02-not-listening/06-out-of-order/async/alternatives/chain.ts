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

async function answer(connection: Connection, { id, span }: Question) {
  const reply = await addUp(span).then(
    (total) => ({ type: 'sum', id, total }),
    (error) => {
      console.warn(`no sum: ${error.message}`);
      return { type: 'error', id };
    },
  );
  await connection.sendJson(reply);
}

function ended(error: unknown, clientId: string) {
  if (error instanceof WebSocketDisconnect) console.log(`👋 Disconnected: ${clientId}`);
  else console.error(`💥 Error for ${clientId}:`, error);
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let last: Promise<void> = Promise.resolve();
  try {
    while (true) {
      const question = await connection.receiveJson<Question>();
      last = last.then(() => answer(connection, question)).catch((error) => ended(error, clientId));
    }
  } catch (error) {
    await last;
    ended(error, clientId);
  }
}
