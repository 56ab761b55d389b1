import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log(`✅ accepted ${clientId}`);

  try {
    while (true) {
      // Waiting for messages is what keeps the connection alive.
      await connection.receiveText();
      await connection.sendText('Message received');
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} has gone`);
  }
}
