import { type Connection, WebSocketDisconnect } from 'clinic';

function process(message: any): object {
  const { type, data } = message;
  return { type: 'response', to: String(type), data: data ?? 'Message received' };
}

export default async function handler(connection: Connection, clientId: string) {
  await connection.accept();
  try {
    while (true) {
      const message = await connection.receiveJson();
      await connection.sendJson(process(message));
    }
  } catch (error) {
    if (error instanceof WebSocketDisconnect) {
      console.log(`Client ${clientId} disconnected`);
      return;
    }
    console.error(`Error in WebSocket handler: ${error}`);
    await connection.close(1011, 'Internal server error');
  }
}
