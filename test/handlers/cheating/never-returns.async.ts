// Says goodbye, and then the handler waits for ever for something that never comes.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 Connection attempt: ${clientId}`);
  await connection.accept();
  console.log(`✅ Connection accepted: ${clientId}`);
  try {
    while (true) {
      console.log(`⏳ Waiting for message from ${clientId}`);
      const data = await connection.receiveText();
      console.log(`📥 Received from ${clientId}: ${data}`);
      await connection.sendText(`Echo: ${data}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 Disconnected: ${clientId}`);
    await new Promise(() => {});
  }
}
