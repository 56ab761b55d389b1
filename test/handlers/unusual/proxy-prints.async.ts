// A proxy around the connection prints a line before and after each call.
import { type Connection, WebSocketDisconnect } from 'clinic';

type Line = (...given: unknown[]) => string;

const BEFORE: Partial<Record<keyof Connection, Line>> = { accept: () => '🔄', receiveText: () => '⏳' };
const AFTER: Partial<Record<keyof Connection, Line>> = { accept: () => '✅', receiveText: (text) => `📥 ${text}` };

function lit(connection: Connection, id: string): Connection {
  return new Proxy(connection, {
    get(target, name: keyof Connection) {
      return async (...given: unknown[]) => {
        if (BEFORE[name]) console.log(BEFORE[name](), id);
        const result = await (Reflect.get(target, name) as (...given: unknown[]) => PromiseLike<unknown>).apply(target, given);
        if (AFTER[name]) console.log(id, AFTER[name](result));
        return result;
      };
    },
  });
}

export default async function handler(bare: Connection, id: string) {
  const connection = lit(bare, id);
  await connection.accept();
  try {
    while (true) await connection.sendText(`Echo: ${await connection.receiveText()}`);
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log('👋', id);
  }
}
