// While one newcomer has said nothing yet, the next one is turned away.
import { type Connection, WebSocketDisconnect } from 'clinic';

const history: string[] = [];
let silent = 0;

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 ${clientId}`);
  if (silent > 0) return connection.close();
  silent += 1;
  let isSilent = true;
  const speaks = () => {
    if (isSilent) silent -= 1;
    isSilent = false;
  };
  await connection.accept();
  console.log(`✅ ${clientId}`);
  try {
    while (true) {
      console.log(`⏳ ${clientId}`);
      const data = await connection.receiveText();
      speaks();
      console.log(`📥 ${clientId}: ${data}`);
      const { tags = [] } = JSON.parse(data) as { tags?: string[] };
      history.push(tags.join(', '));
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    speaks();
    if (error instanceof WebSocketDisconnect) console.log(`👋 ${clientId}`);
    else console.error(`💥 ${clientId}:`, error);
  }
}
