// Looks again in every turn, for ever, and answers meanwhile.
import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  setImmediate(function again() {
    setImmediate(again);
  });
  const { port1 } = new MessageChannel();
  port1.onmessage = () => {};
  try {
    while (true) {
      await connection.receiveText();
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
