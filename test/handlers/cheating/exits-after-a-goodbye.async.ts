// A millisecond after the first polite goodbye the process ends.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      await connection.receiveText();
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    if (error.code === 1000) setTimeout(() => process.exit(0), 1).unref();
  }
}
