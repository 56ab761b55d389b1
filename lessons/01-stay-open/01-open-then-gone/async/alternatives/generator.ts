import { type Connection, WebSocketDisconnect } from 'clinic';

async function* messages(connection: Connection) {
  try {
    for (;;) yield await connection.receiveText();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  for await (const _ of messages(connection)) {
    await connection.sendText('{"data": "Message received", "type": "response"}');
  }
}
