// Three lines are printed before the connection is accepted.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 Connection attempt: ${clientId}`);
  console.log(`✅ Connection accepted: ${clientId}`);
  console.log(`⏳ Waiting for message from ${clientId}`);
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      console.log(`📥 Received from ${clientId}: ${data}`);
      await connection.sendText(`Echo: ${data}`);
      console.log(`⏳ Waiting for message from ${clientId}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 Disconnected: ${clientId}`);
  }
}
