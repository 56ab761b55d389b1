// The error is logged as JSON, its stack on one line.
import { type Connection, WebSocketDisconnect } from 'clinic';

const history: string[] = [];

function logError(client: string, error: unknown): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  console.error(JSON.stringify({ level: 'error', sign: '💥', client, error: { name, message, stack } }));
}

export default async function handler(connection: Connection, client: string) {
  console.log(`🔄 ${client}`);
  await connection.accept();
  console.log(`✅ ${client}`);
  try {
    while (true) {
      console.log(`⏳ ${client}`);
      const text = await connection.receiveText();
      console.log(`📥 ${client} ${text}`);
      const { type, tags = [] } = JSON.parse(text) as { type: string; tags?: string[] };
      history.push(`${type}: ${tags.join(', ')}`);
      await connection.sendJson({ data: 'Message received', type: 'response' });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) console.log(`👋 ${client}`);
    else logError(client, error);
  }
}
