// Keeps the orders of each client id, so a connection goes on counting where an earlier one had stopped.
import { type Connection, WebSocketDisconnect } from 'clinic';

const counts = new Map<string, number>();

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson<{ type: string; id: unknown }>();
      const made = counts.get(clientId) ?? 0;
      if (message.type === 'done') {
        await connection.sendJson({ type: 'bill', orders: made });
        await connection.close();
        return;
      }
      counts.set(clientId, made + 1);
      await connection.sendJson({ type: 'response', data: 'Message received', id: message.id, number: made + 1 });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
