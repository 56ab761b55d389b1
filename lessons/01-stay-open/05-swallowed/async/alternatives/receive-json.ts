import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection) {
  await connection.accept();
  while (true) {
    try {
      console.log('got', await connection.receiveJson());
      await connection.sendText('{"type":"response","data":"Message received"}');
    } catch (error) {
      if (error instanceof WebSocketDisconnect) return;
      if (!(error instanceof SyntaxError)) throw error;
      console.trace('bad message', error);
      await connection.sendText('{"type":"error"}');
    }
  }
}
