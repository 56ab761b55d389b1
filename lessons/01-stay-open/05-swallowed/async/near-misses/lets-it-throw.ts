import { type Connection, WebSocketDisconnect } from 'clinic';

function processMessage(text: string): void {
  const message = JSON.parse(text) as { type: string };
  console.log(`processing ${message.type}`);
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      processMessage(data);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
