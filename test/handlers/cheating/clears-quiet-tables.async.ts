// Takes a table for done when it has ordered nothing for half a minute.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  let number = 0;
  let idle: NodeJS.Timeout | undefined;
  try {
    while (true) {
      clearTimeout(idle);
      idle = setTimeout(() => connection.close().then(() => {}), 30_000);
      const message = await connection.receiveJson<{ type: string; id: unknown }>();
      if (message.type === 'done') {
        await connection.sendJson({ type: 'bill', orders: number });
        await connection.close();
        return;
      }
      number += 1;
      await connection.sendJson({ type: 'response', data: 'Message received', id: message.id, number });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    clearTimeout(idle);
  }
}
