import { type Connection, WebSocketDisconnect } from 'clinic';

async function* ordersOf(connection: Connection): AsyncGenerator<{ id: string }> {
  try {
    while (true) yield await connection.receiveJson<{ id: string }>();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

export default async function handler(connection: Connection) {
  await connection.accept();
  for await (const { id } of ordersOf(connection)) await connection.sendJson({ type: 'accepted', id });
}
