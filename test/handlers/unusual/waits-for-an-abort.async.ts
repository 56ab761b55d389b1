// The printer is ready when a signal times out.
import { once } from 'node:events';
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const { type, id } = await connection.receiveJson<{ type: string; id?: unknown }>();
      if (type === 'report') {
        await once(AbortSignal.timeout(1_500), 'abort');
        await connection.sendJson({ type: 'report', id });
      } else await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
