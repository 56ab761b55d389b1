import { type Connection, sleep, sleepSync, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id?: string;
}

async function makeReport(id: string | undefined) {
  await sleep(1);
  sleepSync(1_500);
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
