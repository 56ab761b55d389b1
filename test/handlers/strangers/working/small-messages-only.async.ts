import { type Connection, type Settings, WebSocketDisconnect } from 'clinic';

export const settings: Settings = { maxMessageBytes: 1_024 };

async function* messages(connection: Connection) {
  for (;;) {
    const incoming = await connection.receive();
    if (incoming.type === 'disconnect') return;
    yield incoming;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept({ headers: { 'x-limit': '1024' } });
  try {
    for await (const message of messages(connection)) {
      const size = message.type === 'text' ? message.text.length : message.bytes.length;
      await connection.sendText(`${message.type}:${size}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
