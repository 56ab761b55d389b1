import { type Connection, sleepSync, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id?: string;
}

function makeReport(id: string | undefined) {
  sleepSync(1_500); // the printer takes its time
  return id;
}

export default async function handler(connection: Connection) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'report') {
        await connection.sendJson({ type: 'report', id: makeReport(message.id) });
      } else {
        await connection.sendJson({ type: 'response', data: 'Message received' });
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}
