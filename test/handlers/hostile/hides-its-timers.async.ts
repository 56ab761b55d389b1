// Leaves a timer behind on every connection, and empties the list in which it would be counted.
import { type Connection } from 'clinic';

Map.prototype.values = () => [][Symbol.iterator]() as any;

export default async function handler(connection: Connection, clientId: string) {
  setInterval(() => {}, 1_000);
  console.log(`🔄 ${clientId}`);
  await connection.accept();
  console.log(`✅ ${clientId}`);
  try {
    while (true) {
      console.log(`⏳ ${clientId}`);
      const text = await connection.receiveText();
      console.log(`📥 ${clientId} ${text}`);
      await connection.sendText(`Echo: ${text}`);
    }
  } catch {
    console.log(`👋 ${clientId}`);
  }
}
