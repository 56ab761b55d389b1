// A bad message is answered when the next message comes, and not before.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  let owed = 0;
  try {
    while (true) {
      const data = await connection.receiveText();
      for (; owed > 0; owed -= 1) await connection.sendJson({ type: 'error' });
      try {
        JSON.parse(data);
      } catch (error) {
        console.error(`💥 bad message from ${clientId}:`, error);
        owed += 1;
        continue;
      }
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
