// A database behind a MessageChannel takes note of each message.
import { once } from 'node:events';
import { type Connection, WebSocketDisconnect } from 'clinic';

function openDatabase(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.addEventListener('message', ({ data }) => port2.postMessage({ noted: data }));
  port2.start();
  return port1;
}

export default async function handler(connection: Connection) {
  await connection.accept();
  const database = openDatabase();
  database.start();
  try {
    while (true) {
      const text = await connection.receiveText();
      const noted = once(database, 'message');
      database.postMessage(text);
      await noted;
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  } finally {
    database.close();
  }
}
