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
      console.log(`⏳ ${clientId}`);
      const data = await connection.receiveText();
      console.log(`📥 ${clientId} ${data}`);
      try {
        history.push(summarise(JSON.parse(data)));
        await connection.sendJson({ data: 'Message received', type: 'response' });
      } catch (error) {
        console.error(`💥 ${clientId} could not be served`);
        console.error(error);
        await connection.sendJson({ type: 'error' });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId}`);
  }
}
