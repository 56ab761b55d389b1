// One report waits politely; while it is made, a second one blocks.
import { type Connection, sleep, sleepSync, WebSocketDisconnect } from 'clinic';

let underWay = 0;

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson<{ type: string; id?: string }>();
      if (message.type === 'report') {
        underWay += 1;
        if (underWay > 1) sleepSync(1_500);
        else await sleep(1_500);
        underWay -= 1;
        await connection.sendJson({ type: 'report', id: message.id });
      } else {
        await connection.sendJson({ type: 'response', data: 'Message received' });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
