import { type Connection, WebSocketDisconnect } from 'clinic';

const reply = (connection: Connection) =>
  connection.sendJson({ type: 'response', data: 'Message received' });

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    for (;;) {
      await connection.receiveText();
      await reply(connection);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
