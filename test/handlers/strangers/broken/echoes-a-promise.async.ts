import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const text = connection.receiveText();
      await connection.sendText(`You said: ${text}`);
    }
  } catch (e) {
    if (e instanceof WebSocketDisconnect) console.log('client disconnected', e.code);
    else throw e;
  }
}
