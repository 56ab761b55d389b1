import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

let value = 0;
let turn: Promise<void> = Promise.resolve();
const watchers = new Set<Connection>();

/** One change at a time: the store is slow. */
function change(by: number): Promise<void> {
  turn = turn.then(async () => {
    const before = value;
    await sleep(2);
    value = before + by;
    await Promise.allSettled([...watchers].map(async (watcher) => watcher.sendJson({ value })));
  });
  return turn;
}

const steps: Record<string, number> = { '+': 1, '-': -1 };

export default async function handler(connection: Connection) {
  await connection.accept();
  await connection.sendJson({ value });
  watchers.add(connection);
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      const by = incoming.type === 'text' ? steps[incoming.text.trim()] : undefined;
      if (by !== undefined) await change(by);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    watchers.delete(connection);
  }
}
