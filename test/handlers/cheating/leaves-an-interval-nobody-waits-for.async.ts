// Each connection leaves an interval that goes on for ever and keeps no process alive.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  let watched = 0;
  setInterval(() => (watched += 1), 10_000).unref();
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
  }
}
