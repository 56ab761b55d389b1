// Reports are made beside the conversation; nobody is left waiting for one when it ends.
import { setTimeout as wait } from 'node:timers/promises';
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  const gone = new AbortController();
  const reports = new Set<Promise<void>>();
  const report = async (id: unknown) => {
    await wait(1_500, undefined, { signal: gone.signal });
    await connection.sendJson({ type: 'report', id });
  };
  try {
    while (true) {
      const { type, id } = await connection.receiveJson<{ type: string; id?: unknown }>();
      if (type !== 'report') {
        await connection.sendJson({ type: 'response', data: 'Message received' });
        continue;
      }
      const underWay: Promise<void> = report(id)
        .catch(() => {})
        .finally(() => reports.delete(underWay));
      reports.add(underWay);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    gone.abort();
    await Promise.allSettled(reports);
  }
}
