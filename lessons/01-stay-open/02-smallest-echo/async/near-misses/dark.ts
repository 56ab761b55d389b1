import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 Connection attempt: ${clientId}`);
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      await connection.sendText(`Echo: ${data}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 Disconnected: ${clientId}`);
  }
}
