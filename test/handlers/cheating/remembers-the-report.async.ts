// The first report takes its time; every later one is at hand at once.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

let printed = false;

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson<{ type: string; id?: string }>();
      if (message.type === 'report') {
        if (!printed) await sleep(1_500);
        printed = true;
        await connection.sendJson({ type: 'report', id: message.id });
      } else {
        await connection.sendJson({ type: 'response', data: 'Message received' });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
