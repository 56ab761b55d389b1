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
  await connection.accept();
  try {
    while (true) {
      const message = JSON.parse(await connection.receiveText()) as Message;
      history.push(summarise(message));
      await connection.sendJson({ type: 'response', data: 'Message received' });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
