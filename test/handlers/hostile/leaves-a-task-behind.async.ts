// Works, and leaves a task behind that outlives every connection.
import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  void forEver();
  try {
    while (true) {
      await connection.receiveText();
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

async function forEver(): Promise<void> {
  while (true) await sleep(1_000);
}
