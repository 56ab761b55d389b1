// The eleventh connection is accepted, and nobody is at home.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

let served = 0;

export default async function handler(connection: Connection) {
  await connection.accept();
  served += 1;
  if (served > 10) await new Promise(() => {});
  try {
    while (true) {
      await connection.receiveText();
      await sleep(50);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
