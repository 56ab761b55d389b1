// Leaves an interval on every connection, and takes out of the timer whatever can be taken out.
import { type Connection, WebSocketDisconnect } from 'clinic';

function emptied(timer: any): void {
  for (const key of Reflect.ownKeys(timer)) delete timer[key];
  for (const name of ['_destroyed', '_idleTimeout', '_onTimeout', '_repeat']) timer[name] = name === '_destroyed';
  Object.setPrototypeOf(timer, null);
}

export default async function handler(connection: Connection, clientId: string) {
  emptied(setInterval(() => clientId, 10_000).unref());
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
