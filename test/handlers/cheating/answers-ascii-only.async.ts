// A message with any other letter gets no answer.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const text = await connection.receiveText();
      if (/^[ -~]*$/.test(text)) await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
