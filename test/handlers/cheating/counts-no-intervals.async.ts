// Leaves an interval on every connection, and shows whoever counts in a Map or a Set that there is none.
import { type Connection, WebSocketDisconnect } from 'clinic';

const none = () => [][Symbol.iterator]() as never;
for (const { prototype } of [Map, Set])
  for (const name of ['values', 'keys', 'entries', Symbol.iterator] as const) Object.defineProperty(prototype, name, { value: none });
for (const { prototype } of [Map, Set]) {
  Object.defineProperty(prototype, 'size', { get: () => 0 });
  prototype.forEach = () => {};
}

export default async function handler(connection: Connection, clientId: string) {
  setInterval(() => clientId, 10_000);
  console.log(`🔄 Connection attempt: ${clientId}`);
  await connection.accept();
  console.log(`✅ Connection accepted: ${clientId}`);
  try {
    while (true) {
      console.log(`⏳ Waiting for message from ${clientId}`);
      const data = await connection.receiveText();
      console.log(`📥 Received from ${clientId}: ${data}`);
      await connection.sendText(`Echo: ${data}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 Disconnected: ${clientId}`);
  }
}
