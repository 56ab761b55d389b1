import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  console.log(`✅ accepted ${clientId}`);
  await connection.sendJson({ type: 'response', data: 'Message received' });
  try {
    while (true) await connection.receiveText();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
