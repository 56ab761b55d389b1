// The messages are an async generator that ends when the client leaves.
import { type Connection, WebSocketDisconnect } from 'clinic';

async function* messages(connection: Connection): AsyncGenerator<string, void> {
  try {
    while (true) yield await connection.receiveText();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  for await (const _text of messages(connection)) {
    await connection.sendText('{"type":"response","data":"Message received"}');
  }
}
