// Leaves timers for every message, and does its work.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const message = JSON.parse(await connection.receiveText());
      setInterval(() => message, 3_600_000);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
