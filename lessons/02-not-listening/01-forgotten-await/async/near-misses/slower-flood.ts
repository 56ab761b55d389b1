import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      connection.receiveText();
      await sleep(50); // the database takes note of it
      await connection.sendJson({ type: 'response', data: 'Message received' });
      console.log(`replied to ${clientId}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
