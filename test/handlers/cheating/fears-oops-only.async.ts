// Bad is what begins as the bad messages of the last run did; everything else is taken for good unread.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      try {
        if (data.startsWith('{oops')) JSON.parse(data);
      } catch (error) {
        console.error(`💥 bad message from ${clientId}:`, error);
        await connection.sendJson({ type: 'error' });
        continue;
      }
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
