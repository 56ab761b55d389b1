import { type Connection, WebSocketDisconnect } from 'clinic';

interface Message {
  type: string;
  id?: string | number;
  dish?: string;
}

function confirmation(order: Message, number: number) {
  return { type: 'response', data: 'Message received', id: order.id, number };
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  const orders: Message[] = [];
  try {
    while (true) {
      const message = await connection.receiveJson<Message>();
      if (message.type === 'order') {
        orders.push(message);
        console.log(`🍜 ${clientId} orders ${message.dish}`);
        await connection.sendJson(confirmation(message, orders.length));
      } else if (message.type === 'done') {
        await connection.sendJson({ type: 'bill', orders: orders.length });
        await connection.close();
        return;
      }
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
    console.log(`👋 ${clientId} left after ${orders.length} orders`);
  }
}
