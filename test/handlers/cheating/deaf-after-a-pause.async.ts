// Nothing happens in the silence itself; the first message after more than 75 s of it is not answered.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  let heardAt = Date.now();
  try {
    while (true) {
      await connection.receiveText();
      const pausedMs = Date.now() - heardAt;
      heardAt = Date.now();
      if (pausedMs <= 75_000) await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
