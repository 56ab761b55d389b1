import { type Connection, WebSocketDisconnect } from 'clinic';

interface Order {
  type: 'order';
  id: string;
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const order = await connection.receiveJson<Order>();
      console.log(`${clientId} orders ${order.id}`);
      await connection.sendJson({ type: 'accepted', id: order.id.trim() });
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`${clientId} has gone`);
  }
}
