import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id?: string;
}

async function makeReport(id: string | undefined) {
  const readyAt = Date.now() + 1_500;
  while (Date.now() < readyAt) await new Promise(setImmediate);
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
