// The line for a message shows what JSON.stringify makes of it, not what was received.
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  tags?: string[];
}

const history: string[] = [];

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 ${clientId}`);
  await connection.accept();
  console.log(`✅ ${clientId}`);
  try {
    while (true) {
      console.log(`⏳ ${clientId}`);
      const message = await connection.receiveJson<Message>();
      console.log(`📥 ${clientId}: ${JSON.stringify(message)}`);
      history.push(`${message.type} [${(message.tags ?? []).join(', ')}]`);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) console.log(`👋 ${clientId}`);
    else console.error(`💥 ${clientId}:`, error);
  }
}
