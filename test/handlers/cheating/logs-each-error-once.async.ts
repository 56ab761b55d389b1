// A second error of the same name does not appear in the output.
import { type Connection, WebSocketDisconnect } from 'clinic';

const logged = new Set<string>();

function logOnce(error: Error): void {
  if (!logged.has(error.name)) console.error('💥 bad message:', error);
  logged.add(error.name);
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const data = await connection.receiveText();
      try {
        JSON.parse(data);
      } catch (error) {
        logOnce(error as Error);
        await connection.sendJson({ type: 'error' });
        continue;
      }
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
