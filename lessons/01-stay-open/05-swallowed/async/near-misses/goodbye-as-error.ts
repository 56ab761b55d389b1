import type { Connection } from 'clinic';

function processMessage(text: string): void {
  const message = JSON.parse(text) as { type: string };
  console.log(`processing ${message.type}`);
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      try {
        processMessage(data);
        await connection.sendJson({ type: 'response', data: 'Message received' });
      } catch (error) {
        console.error('bad message', error);
        await connection.sendJson({ type: 'error' });
      }
    }
  } catch (error) {
    console.error('connection failed', error);
  }
}
