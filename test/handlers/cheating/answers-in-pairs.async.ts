// An answer waits for the next message, or for a minute.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  let owed = 0;
  let late: NodeJS.Timeout | undefined;
  const pay = async () => {
    for (; owed > 0; owed -= 1) await connection.sendJson({ type: 'response', data: 'Message received' });
  };
  try {
    while (true) {
      await connection.receiveText();
      clearTimeout(late);
      owed += 1;
      if (owed === 2) await pay();
      else late = setTimeout(() => pay().catch(() => {}), 60_000);
    }
  } catch (error) {
    clearTimeout(late);
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
