import { type Connection, WebSocketDisconnect } from 'clinic';

function processMessage(text: string): void {
  const message = JSON.parse(text) as { type: string };
  console.log(`processing ${message.type}`);
}

export default async function handler(connection: Connection) {
  await connection.accept();
  while (true) {
    try {
      processMessage(await connection.receiveText());
      await connection.sendJson({ type: 'response', data: 'Message received' });
    } catch (error) {
      if (error instanceof WebSocketDisconnect) return;
      await connection.sendJson({ type: 'error' });
    }
  }
}
