import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

async function reply(connection: Connection): Promise<void> {
  await connection.sendJson({ type: 'response', data: 'Message received' });
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      console.log(`📥 ${clientId}: ${data}`);
      await sleep(50); // the database takes note of it
      await reply(connection);
      console.log(`replied to ${clientId}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
