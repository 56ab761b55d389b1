import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      console.log(`📥 ${clientId}: ${data}`);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    connection.close();
  }
}
