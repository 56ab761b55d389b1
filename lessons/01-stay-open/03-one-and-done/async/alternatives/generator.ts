import { type Connection, WebSocketDisconnect } from 'clinic';

type Message = { type: 'order'; id: unknown } | { type: 'done' };

async function* messages(connection: Connection): AsyncGenerator<Message> {
  try {
    for (;;) yield await connection.receiveJson<Message>();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  let number = 0;
  for await (const message of messages(connection)) {
    if (message.type === 'done') {
      await connection.sendText(JSON.stringify({ orders: number, type: 'bill' }));
      await connection.close(1000, 'enjoy your evening');
      break;
    }
    await connection.sendJson({ type: 'response', data: 'Message received', id: message.id, number: ++number });
  }
}
