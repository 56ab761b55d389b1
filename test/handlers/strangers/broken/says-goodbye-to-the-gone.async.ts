import { type Connection, WebSocketDisconnect } from 'clinic';

export default async function handler(connection: Connection, visitor: string) {
  await connection.accept();
  let visits = 0;
  try {
    while (true) {
      const incoming = await connection.receive();
      if (incoming.type === 'disconnect') break;
      visits += 1;
      await connection.sendText(`${visitor}: ${visits}`);
    }
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) console.error(error);
  } finally {
    await connection.sendText(`Thank you for ${visits} messages`);
    await connection.close(1000, 'bye');
  }
}
