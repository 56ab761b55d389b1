import { type Connection, WebSocketDisconnect } from 'clinic';

function processMessage(text: string): void {
  const message = JSON.parse(text) as { type: string };
  console.log(`processing ${message.type}`);
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      try {
        processMessage(data);
      } catch (error) {
        // This message is bad; the connection is not.
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
