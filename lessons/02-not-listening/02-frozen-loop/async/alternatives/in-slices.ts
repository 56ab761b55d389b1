import { type Connection, WebSocketDisconnect } from 'clinic';
import { setTimeout } from 'node:timers/promises';

interface Message {
  type: string;
  id?: string;
}

async function makeReport(id: string | undefined) {
  for (let page = 0; page < 15; page++) await setTimeout(100);
  return id;
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'report') {
        await connection.sendJson({ type: 'report', id: await makeReport(message.id) });
      } else {
        await connection.sendJson({ type: 'response', data: 'Message received' });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
