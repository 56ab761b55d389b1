// One variable for the id: of two reports at the same time, both get the id of the second.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

let id: string | undefined;

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson<{ type: string; id?: string }>();
      if (message.type === 'report') {
        id = message.id;
        await sleep(1_500);
        await connection.sendJson({ type: 'report', id });
      } else {
        await connection.sendJson({ type: 'response', data: 'Message received' });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
