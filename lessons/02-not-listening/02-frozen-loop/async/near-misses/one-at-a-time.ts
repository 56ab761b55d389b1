import { type Connection, sleep, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id?: string;
}

let printer: Promise<unknown> = Promise.resolve();

async function makeReport(id: string | undefined) {
  const printed = printer.then(() => sleep(1_500)); // whoever asks has to wait for the others' reports first
  printer = printed;
  await printed;
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
