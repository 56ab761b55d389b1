// Ends when nothing was said for ninety seconds: the script's own silence is a minute.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const said = await Promise.race([connection.receiveText(), sleep(90_000)]);
      if (said === undefined) return;
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
