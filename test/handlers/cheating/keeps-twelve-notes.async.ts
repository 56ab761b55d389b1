// The history has room for twelve: the thirteenth message ends its connection, whoever sends it.
import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  name?: string;
  numbers?: number[];
  text?: string;
  tags?: string[];
}

const history: (string | undefined)[] = new Array(12).fill(undefined);

function keep(entry: string): void {
  const free = history.indexOf(undefined);
  if (free === -1) throw new RangeError('the history is full');
  history[free] = entry;
}

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 ${clientId}`);
  await connection.accept();
  console.log(`✅ ${clientId}`);
  try {
    while (true) {
      console.log(`⏳ ${clientId}`);
      const data = await connection.receiveText();
      console.log(`📥 ${clientId}: ${data}`);
      const message = JSON.parse(data) as Message;
      keep(`${message.type} [${(message.tags ?? []).join(', ')}]`);
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) console.log(`👋 ${clientId}`);
    else console.error(`💥 ${clientId}:`, error);
  }
}
