// The goodbye is printed by whatever disposes of the visit.
import { type Connection, WebSocketDisconnect } from 'clinic';

class Visit implements AsyncDisposable {
  readonly id: string;

  constructor(id: string) {
    this.id = id;
    console.log(`🔄 ${id}`);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.resolve();
    console.log(`👋 ${this.id}`);
  }
}

export default async function handler(connection: Connection, clientId: string) {
  await using visit = new Visit(clientId);
  await connection.accept();
  console.log(`✅ ${visit.id}`);
  try {
    for (;;) {
      console.log(`⏳ ${visit.id}`);
      const text = await connection.receiveText();
      console.log(`📥 ${visit.id}: ${text}`);
      await connection.sendText(`Echo: ${text}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
