import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  name?: string;
  numbers?: number[];
  text?: string;
  tags?: string[];
}

function summarise(message: Message): string {
  switch (message.type) {
    case 'greet':
      return `hello ${message.name}`;
    case 'add':
      return String(message.numbers?.reduce((sum, number) => sum + number, 0));
    case 'note':
      return `${message.text} [${(message.tags ?? []).join(', ')}]`;
    default:
      return 'something else';
  }
}

const history: string[] = [];

export default async function handler(connection: Connection, clientId: string) {
  console.log(`🔄 WebSocket connection attempt for ${clientId}`);
  await connection.accept();
  console.log(`✅ WebSocket accepted for ${clientId}`);
  try {
    while (true) {
      console.log(`⏳ Waiting for message from ${clientId}`);
      const data = await connection.receiveText();
      console.log(`📥 Received from ${clientId}: ${data}`);
      const message = JSON.parse(data) as Message;
      history.push(summarise(message));
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) console.log(`👋 Client ${clientId} disconnected`);
    else console.error(`💥 Error for ${clientId}: ${error}`);
  }
}
